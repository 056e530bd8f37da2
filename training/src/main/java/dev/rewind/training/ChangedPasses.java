package dev.rewind.training;

import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Batches of which each becomes another one, or several.
 *
 * @param whole the batches
 * @param change what becomes of each
 * @param oneEach whether it is one
 */
record ChangedPasses(Passes whole, Function<Batch, List<Batch>> change, boolean oneEach)
    implements Passes {

  /** The same batches with weights for their classes. */
  static Passes weighted(Passes whole, Function<Batch, Batch> weigh) {
    return new ChangedPasses(whole, batch -> List.of(weigh.apply(batch)), true);
  }

  /** The same batches in pieces of some time steps. */
  static Passes chunks(Passes whole, int timesteps) {
    return new ChangedPasses(whole, batch -> batch.chunks(timesteps), false);
  }

  @Override
  public Iterator<Batch> begin() {
    Iterator<Batch> batches = whole.begin();
    return new Iterator<>() {
      private Iterator<Batch> pieces = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!pieces.hasNext() && batches.hasNext()) {
          pieces = change.apply(batches.next()).iterator();
        }
        return pieces.hasNext();
      }

      @Override
      public Batch next() {
        return hasNext() ? pieces.next() : Collections.<Batch>emptyIterator().next();
      }
    };
  }

  @Override
  public OptionalInt steps() {
    return oneEach ? whole.steps() : OptionalInt.empty();
  }

  @Override
  public Snapshot save() {
    return whole.save();
  }

  @Override
  public void restore(Snapshot saved) {
    whole.restore(saved);
  }
}
