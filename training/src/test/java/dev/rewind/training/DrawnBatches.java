package dev.rewind.training;

import dev.rewind.core.RandomSource;
import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Five batches of three, drawn when the pass begins, or each when it is asked for. */
final class DrawnBatches implements Iterable<Batch>, Savable {
  private static final int STEPS = 5;
  private final Dataset data;
  private final RandomSource random;
  private final boolean atOnce;

  DrawnBatches(Dataset data, long seed, boolean atOnce) {
    this.data = data;
    random = RandomSource.of(seed);
    this.atOnce = atOnce;
  }

  @Override
  public Iterator<Batch> iterator() {
    Stream<Batch> batches =
        IntStream.range(0, STEPS)
            .mapToObj(i -> data.batch(random.nextInt(22), random.nextInt(22), random.nextInt(22)));
    return atOnce ? batches.toList().iterator() : batches.iterator();
  }

  @Override
  public Snapshot save() {
    return new Snapshot.Builder().put("random", random.state()).build();
  }

  @Override
  public void restore(Snapshot saved) {
    random.restore(saved.random("random"));
  }
}
