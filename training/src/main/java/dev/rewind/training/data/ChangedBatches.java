package dev.rewind.training.data;

import dev.rewind.training.checkpoint.Snapshot;
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
record ChangedBatches(BatchSource whole, Function<Batch, List<Batch>> change, boolean oneEach)
    implements BatchSource {

  @Override
  public BatchIterator iterator() {
    Iterator<Batch> batches = whole.iterator();
    return new BatchIterator() {
      private Iterator<Batch> pieces = Collections.emptyIterator();
      private boolean closed;

      @Override
      public boolean hasNext() {
        while (!closed && !pieces.hasNext()) {
          if (batches.hasNext()) {
            pieces = change.apply(batches.next()).iterator();
          } else {
            close();
          }
        }
        return pieces.hasNext();
      }

      @Override
      public Batch next() {
        return hasNext() ? pieces.next() : Collections.<Batch>emptyIterator().next();
      }

      @Override
      public void close() {
        if (closed) {
          return;
        }
        closed = true;
        pieces = Collections.emptyIterator();
        BatchIterator.closeIfNeeded(batches);
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
