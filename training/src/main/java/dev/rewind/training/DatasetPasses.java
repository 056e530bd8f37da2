package dev.rewind.training;

import dev.rewind.core.RandomSource;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The samples of a data set, each once in a pass.
 *
 * @param data the samples
 * @param batchSize samples of a batch; the last may have fewer
 * @param shuffle whether each pass has an order of its own
 * @param shuffling what the orders are drawn from
 */
record DatasetPasses(Dataset data, int batchSize, boolean shuffle, RandomSource shuffling)
    implements Passes {
  private static final String SHUFFLING = "shuffling";

  @Override
  public Iterator<Batch> begin() {
    int size = data.size();
    int[] order = shuffle ? shuffling.permutation(size) : IntStream.range(0, size).toArray();
    List<int[]> batches = Batches.cut(order, batchSize);
    return batches.stream().map(data::batch).iterator();
  }

  @Override
  public OptionalInt steps() {
    return OptionalInt.of((data.size() + batchSize - 1) / batchSize);
  }

  @Override
  public Snapshot save() {
    return shuffle
        ? new Snapshot.Builder().put(SHUFFLING, shuffling.state()).build()
        : Snapshot.empty();
  }

  @Override
  public void restore(Snapshot saved) {
    if (shuffle) {
      shuffling.restore(saved.random(SHUFFLING));
    }
  }
}
