package dev.rewind.benchmarks.jmh;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.training.Sequential;
import dev.rewind.training.StreamSession;
import java.util.Arrays;
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

/** One step of one session of a served GRU → Dense, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StreamingStepBenchmark {
  @Param({"8", "64"})
  public int features;

  @Param({"64", "256"})
  public int units;

  private StreamSession session;
  private double[] x;
  private double[] y;

  @Setup
  public void open() {
    session =
        Sequential.of(DataShape.sequence(features), GRU.of(units), Dense.of(1))
            .build(RandomSource.of(1))
            .stream()
            .open();
    x = new double[features];
    y = new double[1];
    Arrays.setAll(x, Math::sin);
  }

  @Benchmark
  public double[] step() {
    session.step(x, y);
    return y;
  }
}
