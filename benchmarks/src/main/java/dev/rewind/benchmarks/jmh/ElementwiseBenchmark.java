package dev.rewind.benchmarks.jmh;

import dev.rewind.benchmarks.task.GruTask;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Functions of single elements: nanoseconds for each element, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ElementwiseBenchmark.ROWS * ElementwiseBenchmark.COLUMNS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementwiseBenchmark {
  /** A gate of GRU(64) for 32 sequences: both matrices fit into the first cache. */
  static final int ROWS = 32;

  static final int COLUMNS = 64;

  @Param({"vector", "portable"})
  public String provider;

  private Kernels kernels;
  private DMatrixRMaj x;
  private DMatrixRMaj y;

  @Setup
  public void allocate() {
    x = GruTask.gaussians(ROWS, COLUMNS, RandomSource.of(1));
    y = new DMatrixRMaj(ROWS, COLUMNS);
    kernels = kernels(provider);
  }

  /** The provider of that name: each kind of kernels has its line here. */
  private static Kernels kernels(String provider) {
    return switch (provider) {
      case "vector" -> Kernels.vector();
      case "portable" -> Kernels.portable();
      default ->
          throw new IllegalArgumentException(
              "ElementwiseBenchmark: unknown provider '%s'; expected vector or portable."
                  .formatted(provider));
    };
  }

  @Benchmark
  public DMatrixRMaj tanh() {
    kernels.tanh(x, y);
    return y;
  }

  @Benchmark
  public DMatrixRMaj sigmoid() {
    kernels.sigmoid(x, y);
    return y;
  }

  @Benchmark
  public DMatrixRMaj exp() {
    kernels.exp(x, y);
    return y;
  }
}
