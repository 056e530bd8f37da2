package dev.rewind.layers.rnn.fused;

/**
 * How a batch is cut: each shard is some samples, neighbours, for one thread. The batch alone says
 * which they are, and the size of the weights; not how many threads there are, so that these do not
 * change a bit.
 *
 * @param batch number of samples
 * @param count number of shards
 */
record Shards(int batch, int count) {
  private static final int MOST = 8;
  private static final int FEWEST_SAMPLES = 8;
  private static final int USUAL_SAMPLES = 16;

  /** Above this the weights are read from afar at each step, which more samples make up for. */
  private static final long LARGE_WEIGHTS = 500_000;

  static Shards of(int batch, long weights) {
    int samples = weights > LARGE_WEIGHTS ? 2 * USUAL_SAMPLES : USUAL_SAMPLES;
    int atLeast = batch >= 2 * FEWEST_SAMPLES ? 2 : 1;
    return new Shards(batch, Math.min(MOST, Math.max(atLeast, batch / samples)));
  }

  /** The first sample of a shard. */
  int first(int shard) {
    return (int) ((long) shard * batch / count);
  }

  /** How many samples a shard has. */
  int samples(int shard) {
    return first(shard + 1) - first(shard);
  }

  /** How many the largest one has. */
  int most() {
    return (batch + count - 1) / count;
  }
}
