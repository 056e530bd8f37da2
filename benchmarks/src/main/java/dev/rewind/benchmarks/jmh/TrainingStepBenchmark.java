package dev.rewind.benchmarks.jmh;

import dev.rewind.benchmarks.task.GruTask;
import dev.rewind.benchmarks.task.Size;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One step of training: forward, backward, update. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStepBenchmark {
  /** {@link Size#GRID}: batch, timesteps, features, units. */
  @Param({
    "1x50x8x16",
    "32x50x16x32",
    "32x50x32x64",
    "32x100x64x128",
    "64x100x128x256",
    "64x50x256x512"
  })
  public String size;

  private GruTask task;

  @Setup
  public void build() {
    task = GruTask.of(Size.parse(size));
  }

  @Benchmark
  public Map<String, Double> step() {
    return task.model().trainOnBatch(task.batch());
  }
}
