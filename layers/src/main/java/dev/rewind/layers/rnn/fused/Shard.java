package dev.rewind.layers.rnn.fused;

import java.util.ArrayList;
import java.util.List;

/**
 * Some samples of a batch, neighbours, for one thread. The batch alone says which they are, and the
 * size of the weights; not how many threads there are, so that these do not change a bit.
 *
 * @param first the first sample
 * @param samples how many
 */
record Shard(int first, int samples) {
  private static final int MOST = 8;
  private static final int FEWEST_SAMPLES = 8;
  private static final int USUAL_SAMPLES = 16;

  /** Above this the weights are read from afar at each step, which more samples make up for. */
  private static final long LARGE_WEIGHTS = 500_000;

  static List<Shard> of(int batch, long weights) {
    int samples = weights > LARGE_WEIGHTS ? 2 * USUAL_SAMPLES : USUAL_SAMPLES;
    int atLeast = batch >= 2 * FEWEST_SAMPLES ? 2 : 1;
    int count = Math.min(MOST, Math.max(atLeast, batch / samples));
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = i * batch / count;
      shards.add(new Shard(first, (i + 1) * batch / count - first));
    }
    return shards;
  }
}
