package dev.rewind.training.data;

import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import java.util.Collection;
import java.util.Iterator;
import java.util.OptionalInt;

/**
 * Batches from anywhere.
 *
 * @param batches gives them
 */
record GivenBatches(Iterable<Batch> batches) implements BatchSource {
  @Override
  public Iterator<Batch> iterator() {
    return batches.iterator();
  }

  @Override
  public OptionalInt steps() {
    return batches instanceof Collection<Batch> known && !known.isEmpty()
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
