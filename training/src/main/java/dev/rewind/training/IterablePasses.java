package dev.rewind.training;

import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import java.util.Collection;
import java.util.Iterator;
import java.util.OptionalInt;

/**
 * Batches from elsewhere. If they are drawn at random, they are {@link Savable}, or training can
 * not be resumed exactly.
 *
 * @param batches gives the batches of one pass after the other
 */
record IterablePasses(Iterable<Batch> batches) implements Passes {

  @Override
  public Iterator<Batch> begin() {
    return batches.iterator();
  }

  @Override
  public OptionalInt steps() {
    return batches instanceof Collection<Batch> known
        ? OptionalInt.of(known.size())
        : OptionalInt.empty();
  }

  @Override
  public Snapshot save() {
    return batches instanceof Savable savable ? savable.save() : Snapshot.empty();
  }

  @Override
  public void restore(Snapshot saved) {
    if (batches instanceof Savable savable) {
      savable.restore(saved);
    }
  }
}
