package dev.rewind.benchmarks.jmh;

import dev.rewind.benchmarks.task.GruTask;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.Packed;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Products of whole matrices, on one thread.
 *
 * <p>{@code flop} counts the multiplications and additions: read it as GFLOP/s after division by
 * 10⁹.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatrixProductBenchmark {
  /**
   * Rows of the left factor, inner size, columns of the right factor. The first two are {@code h·U}
   * of GRU(64) and GRU(256), the next two their inputs of all time steps; then sizes that no
   * register tile divides.
   */
  @Param({"32x64x192", "64x256x768", "1600x32x192", "6400x128x768", "33x67x35", "1x16x48"})
  public String shape;

  @Param({"vector", "packed", "portable", "ejml"})
  public String provider;

  private Product product;
  private DMatrixRMaj a;
  private DMatrixRMaj b;
  private DMatrixRMaj c;
  private long flop;

  @Setup
  public void allocate() {
    int[] sizes = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    RandomSource random = RandomSource.of(1);
    a = GruTask.gaussians(sizes[0], sizes[1], random);
    b = GruTask.gaussians(sizes[1], sizes[2], random);
    c = new DMatrixRMaj(sizes[0], sizes[2]);
    flop = 2L * sizes[0] * sizes[1] * sizes[2];
    product = provider.equals("packed") ? packed() : product(provider);
  }

  /** The provider of that name: each kind of kernels has its line here. */
  private static Product product(String provider) {
    return switch (provider) {
      case "vector" -> Kernels.vector()::multiply;
      case "portable" -> Kernels.portable()::multiply;
      case "ejml" -> CommonOps_DDRM::mult;
      default ->
          throw new IllegalArgumentException(
              "MatrixProductBenchmark: unknown provider '%s'; expected vector, packed, portable or ejml."
                  .formatted(provider));
    };
  }

  /** With the right factor laid out once, as recurrent layers do it. */
  private Product packed() {
    Kernels kernels = Kernels.vector();
    Shape size = kernels.packedSize(b.numRows, b.numCols);
    Packed factor = kernels.pack(Block.of(b), new DMatrixRMaj(size.rows(), size.columns()));
    c = new DMatrixRMaj(a.numRows, kernels.padded(b.numCols));
    TimeRows left = TimeRows.ofOneStep(a);
    TimeRows result = TimeRows.ofOneStep(c);
    RowSet rows = new RowSet(a.numRows).step(0);
    return (x, y, z) -> kernels.multiply(left, 0, factor, result, 0, rows, false);
  }

  @Benchmark
  public DMatrixRMaj multiply(Work work) {
    product.multiply(a, b, c);
    work.flop += flop;
    return c;
  }

  /** {@code c = a · b}. */
  private interface Product {
    void multiply(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);
  }

  /** Counted beside the calls. */
  @State(Scope.Thread)
  @AuxCounters
  public static class Work {
    public long flop;

    @Setup(Level.Iteration)
    public void reset() {
      flop = 0;
    }
  }
}
