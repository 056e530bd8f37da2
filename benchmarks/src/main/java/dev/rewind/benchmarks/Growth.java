package dev.rewind.benchmarks;

import dev.rewind.benchmarks.task.GruTask;
import dev.rewind.benchmarks.task.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Whether the time of a training step grows linearly with timesteps and batch: a line is fitted,
 * and R² tells how well.
 */
final class Growth {
  private static final int[] TIMESTEPS = {25, 50, 100, 200, 400};
  private static final int[] BATCHES = {32, 64, 96, 128, 192};
  private static final int ROUNDS = 15;
  private static final double WARMUP_SECONDS = 3;
  private static final double SECONDS = 0.2;

  private Growth() {}

  static void run() {
    report("timesteps", TIMESTEPS, timesteps -> new Size(32, timesteps, 32, 64));
    report("batch", BATCHES, batch -> new Size(batch, 50, 32, 64));
  }

  /** The sizes take turns; for each the median over the rounds of the median step. */
  private static double[] milliseconds(List<GruTask> tasks) {
    double[][] rounds = new double[tasks.size()][ROUNDS];
    tasks.forEach(task -> medianStep(task, WARMUP_SECONDS));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < rounds.length; i++) {
        rounds[i][round] = medianStep(tasks.get(i), SECONDS);
      }
    }
    tasks.forEach(task -> task.model().close());
    return Arrays.stream(rounds).mapToDouble(Growth::median).toArray();
  }

  private static double medianStep(GruTask task, double seconds) {
    List<Double> steps = new ArrayList<>();
    long start = System.nanoTime();
    while (System.nanoTime() - start < seconds * 1e9) {
      long before = System.nanoTime();
      task.model().trainOnBatch(task.batch());
      steps.add((System.nanoTime() - before) / 1e6);
    }
    return median(steps.stream().mapToDouble(step -> step).toArray());
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }

  private static void report(String what, int[] sizes, IntFunction<Size> size) {
    List<GruTask> tasks = Arrays.stream(sizes).mapToObj(size).map(GruTask::of).toList();
    double[] times = milliseconds(tasks);
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
