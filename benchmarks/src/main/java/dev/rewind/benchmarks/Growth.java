package dev.rewind.benchmarks;

import dev.rewind.benchmarks.task.GruTask;
import dev.rewind.benchmarks.task.Size;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether the time of a training step grows linearly with timesteps and batch: a line is fitted,
 * and R² tells how well.
 */
final class Growth {
  private static final int[] TIMESTEPS = {25, 50, 100, 200, 400};
  private static final int[] BATCHES = {32, 64, 96, 128, 192};
  private static final int ROUNDS = 9;
  private static final double WARMUP_SECONDS = 3;
  private static final double SECONDS = 0.2;

  private Growth() {}

  static void run() {
    double[] byTimesteps = new double[TIMESTEPS.length];
    for (int i = 0; i < TIMESTEPS.length; i++) {
      byTimesteps[i] = milliseconds(new Size(32, TIMESTEPS[i], 32, 64));
    }
    report("timesteps", TIMESTEPS, byTimesteps);
    double[] byBatch = new double[BATCHES.length];
    for (int i = 0; i < BATCHES.length; i++) {
      byBatch[i] = milliseconds(new Size(BATCHES[i], 50, 32, 64));
    }
    report("batch", BATCHES, byBatch);
  }

  /** The median over rounds of the mean of a step. */
  private static double milliseconds(Size size) {
    GruTask task = GruTask.of(size);
    steps(task, WARMUP_SECONDS);
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rounds[round] = steps(task, SECONDS);
    }
    task.model().close();
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static double steps(GruTask task, double seconds) {
    long start = System.nanoTime();
    int steps = 0;
    while (System.nanoTime() - start < seconds * 1e9) {
      task.model().trainOnBatch(task.batch());
      steps++;
    }
    return (System.nanoTime() - start) / 1e6 / steps;
  }

  private static void report(String what, int[] sizes, double[] times) {
    for (int i = 0; i < sizes.length; i++) {
      System.out.printf(Locale.ROOT, "%s %d: %.3f ms%n", what, sizes[i], times[i]);
    }
    System.out.printf(Locale.ROOT, "%s: R² = %.5f%n", what, rSquared(sizes, times));
  }

  /** The share of the variance that the line of least squares explains. */
  static double rSquared(int[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy * xy / (xx * yy);
  }
}
