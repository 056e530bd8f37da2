package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.matrix;
import static dev.rewind.core.kernels.Matrices.normal;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rewind.core.Shape;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sums of the portable products, to the bit. */
class RowProductsTest {
  private static final Kernels KERNELS = Kernels.portable();

  /** Of {@code [m, k] · [k, n]}: thin ones, and on both sides of what is copied at once. */
  static List<Arguments> sizes() {
    return List.of(
        Arguments.of(1, 1, 1),
        Arguments.of(1, 37, 1),
        Arguments.of(40, 37, 1),
        Arguments.of(1, 37, 40),
        Arguments.of(3, 37, 7),
        Arguments.of(3, 37, 9),
        Arguments.of(4, 32, 8),
        Arguments.of(6, 31, 256),
        Arguments.of(5, 70, 515));
  }

  private static DMatrixRMaj transposed(DMatrixRMaj x) {
    return matrix(Shape.of(x).transposed(), (i, j) -> x.get(j, i));
  }

  private static double sum(DMatrixRMaj a, DMatrixRMaj b, int i, int j, double start) {
    double sum = start;
    int k = 0;
    for (; k + 4 <= a.numCols; k += 4) {
      sum +=
          a.get(i, k) * b.get(k, j)
              + a.get(i, k + 1) * b.get(k + 1, j)
              + a.get(i, k + 2) * b.get(k + 2, j)
              + a.get(i, k + 3) * b.get(k + 3, j);
    }
    for (; k < a.numCols; k++) {
      sum += a.get(i, k) * b.get(k, j);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void eachElementIsTheSameSumWhateverTheSizesAre(int m, int k, int n) {
    DMatrixRMaj a = normal(m, k, 1);
    DMatrixRMaj b = normal(k, n, 2);
    DMatrixRMaj start = normal(m, n, 3);
    double[] expected = matrix(Shape.of(start), (i, j) -> sum(a, b, i, j, start.get(i, j))).data;

    DMatrixRMaj c = start.copy();
    KERNELS.addMultiply(a, b, c);
    assertThat(c.data).containsExactly(expected);

    DMatrixRMaj transA = start.copy();
    KERNELS.addMultiplyTransA(transposed(a), b, transA);
    assertThat(transA.data).containsExactly(expected);

    DMatrixRMaj transB = start.copy();
    KERNELS.addMultiplyTransB(a, transposed(b), transB);
    assertThat(transB.data).containsExactly(expected);
  }

  @Test
  void copiesOfRowsAreMadeInMemoryThatIsKept() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    DMatrixRMaj a = normal(8, 64, 1);
    DMatrixRMaj b = normal(64, 32, 2);
    DMatrixRMaj c = new DMatrixRMaj(8, 32);
    KERNELS.multiply(a, b, c);
    long before = threads.getCurrentThreadAllocatedBytes();
    int times = 100;
    for (int i = 0; i < times; i++) {
      KERNELS.multiply(a, b, c);
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / times;
    assertThat(each).isLessThan(Scratch.COLUMNS * (long) Double.BYTES);
  }

  @Test
  void scratchIsLentToOneAtATime() {
    Scratch scratch = new Scratch();
    double[][] first = scratch.borrow();
    double[][] second = scratch.borrow();
    assertThat(second).isNotSameAs(first);
    scratch.giveBack(first);
    scratch.giveBack(second);
    assertThat(List.of(scratch.borrow(), scratch.borrow())).containsExactly(first, second);
  }
}
