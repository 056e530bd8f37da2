package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.ElementFunction.Standard;
import dev.rewind.testkit.Tolerance;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gates of recurrent cells by the vector kernels, against the plain loops, in rows whose length
 * is below, at and above that of vectors. That the plain loops are the cells is tested where cells
 * are composed of ops.
 */
class GateKernelsTest {
  private static final int SAMPLES = 3;

  /** A few roundings, and functions within 4 units in the last place. */
  private static final Tolerance NEAR = new Tolerance(1e-13, 1e-14);

  static IntStream units() {
    return IntStream.rangeClosed(1, 35);
  }

  /** What a kernel reads and writes: a matrix of each width, made anew for each provider. */
  private static void assertAgree(List<Integer> widths, BiConsumer<Kernels, TimeRows[]> kernel) {
    DMatrixRMaj[] expected = matrices(widths);
    DMatrixRMaj[] actual = matrices(widths);
    kernel.accept(Kernels.portable(), rows(expected));
    kernel.accept(Kernels.vector(), rows(actual));
    for (int i = 0; i < expected.length; i++) {
      assertMatrix(actual[i]).named("matrix " + i).isCloseTo(expected[i], NEAR);
    }
  }

  /** All columns of a gate begin with the same number. */
  private static void assertEqualColumnsStayEqual(
      int units, List<Integer> widths, BiConsumer<Kernels, TimeRows[]> kernel) {
    DMatrixRMaj[] matrices =
        Stream.of(matrices(widths)).map(x -> firstOfEachGate(units, x)).toArray(DMatrixRMaj[]::new);
    kernel.accept(Kernels.vector(), rows(matrices));
    for (DMatrixRMaj matrix : matrices) {
      assertMatrix(matrix).isCloseTo(firstOfEachGate(units, matrix), Matrices.EXACT);
    }
  }

  private static DMatrixRMaj firstOfEachGate(int units, DMatrixRMaj x) {
    return Matrices.matrix(Shape.of(x), (i, j) -> x.get(i, j / units * units));
  }

  private static DMatrixRMaj[] matrices(List<Integer> widths) {
    return IntStream.range(0, widths.size())
        .mapToObj(i -> normal(SAMPLES, widths.get(i), i))
        .toArray(DMatrixRMaj[]::new);
  }

  private static TimeRows[] rows(DMatrixRMaj[] matrices) {
    return Stream.of(matrices).map(TimeRows::ofOneStep).toArray(TimeRows[]::new);
  }

  private static RowSet all() {
    return new RowSet(SAMPLES).step(0);
  }

  private static GRURows gru(int units, TimeRows[] m) {
    return new GRURows(
        units, m[0], m[0], m[1], m[2], m[3], m[4], m[5].matrix(), Standard.SIGMOID, Standard.TANH);
  }

  private static GRURows.Gradients gruGradients(TimeRows[] m) {
    return new GRURows.Gradients(m[6], m[7], m[8], m[9]);
  }

  private static List<Integer> gruWidths(int u) {
    return List.of(3 * u, u, 3 * u, u, u, 4 * u, u, u, 4 * u, u);
  }

  /**
   * Gates are left in matrix 0 with their arguments gone, which only the plain loops keep first.
   */
  private static BiConsumer<Kernels, TimeRows[]> gruWithTheResetAfter(int units) {
    return (kernels, m) -> {
      kernels.gruForward(gru(units, m), all());
      kernels.gruBackward(gru(units, m), gruGradients(m), all());
    };
  }

  private static BiConsumer<Kernels, TimeRows[]> gruWithTheResetBefore(int units) {
    return (kernels, m) -> {
      kernels.gruResetForward(gru(units, m), all());
      kernels.gruCandidateForward(gru(units, m), all());
      kernels.gruCandidateBackward(gru(units, m), gruGradients(m), all());
      kernels.gruResetBackward(gru(units, m), gruGradients(m), all());
    };
  }

  private static List<Integer> lstmWidths(int u) {
    return List.of(4 * u, u, 4 * u, u, u, u, 4 * u, u, u, u, 4 * u);
  }

  private static BiConsumer<Kernels, TimeRows[]> lstm(int units) {
    return (kernels, m) -> {
      LSTMRows rows =
          new LSTMRows(
              units,
              m[0],
              m[0],
              m[1],
              m[2],
              m[3],
              m[4],
              m[5],
              m[6].matrix(),
              Standard.SIGMOID,
              Standard.TANH);
      kernels.lstmForward(rows, all());
      kernels.lstmBackward(rows, new LSTMRows.Gradients(m[7], m[8], m[9], m[10]), all());
    };
  }

  private static List<Integer> simpleWidths(int u) {
    return List.of(u, u, u, u, u, u);
  }

  private static BiConsumer<Kernels, TimeRows[]> simpleRnn(int units) {
    return (kernels, m) -> {
      DMatrixRMaj bias = CommonOps_DDRM.extractRow(m[5].matrix(), 0, null);
      kernels.simpleForward(m[0], m[1], bias, Standard.TANH, m[2], all());
      m[0].matrix().zero(); // arguments, which only the plain loops keep
      kernels.simpleBackward(m[0], m[2], Standard.TANH, m[3], m[4], units, all());
    };
  }

  @ParameterizedTest
  @MethodSource("units")
  void gruWithTheResetAfterTheProductAgrees(int units) {
    assertAgree(gruWidths(units), gruWithTheResetAfter(units));
  }

  @ParameterizedTest
  @MethodSource("units")
  void gruWithTheResetBeforeTheProductAgrees(int units) {
    assertAgree(gruWidths(units), gruWithTheResetBefore(units));
  }

  @ParameterizedTest
  @MethodSource("units")
  void lstmAgrees(int units) {
    assertAgree(lstmWidths(units), lstm(units));
  }

  @ParameterizedTest
  @MethodSource("units")
  void simpleRnnAgrees(int units) {
    assertAgree(simpleWidths(units), simpleRnn(units));
  }

  @ParameterizedTest
  @MethodSource("units")
  void columnHasTheSameBitsInAVectorAndAlone(int units) {
    assertEqualColumnsStayEqual(units, gruWidths(units), gruWithTheResetAfter(units));
    assertEqualColumnsStayEqual(units, gruWidths(units), gruWithTheResetBefore(units));
    assertEqualColumnsStayEqual(units, lstmWidths(units), lstm(units));
    assertEqualColumnsStayEqual(units, simpleWidths(units), simpleRnn(units));
  }

  @ParameterizedTest
  @MethodSource("units")
  void sumsAndMasksOfRowsAgree(int units) {
    assertAgree(
        List.of(units, units, units, 2 * units, 1),
        (kernels, m) -> {
          kernels.addRows(m[0], m[1], units, all());
          DMatrixRMaj sum = normal(1, units, 5);
          kernels.addSum(m[0], sum, all());
          kernels.copyRows(TimeRows.ofOneStep(sum), m[2], units, new RowSet(1).step(0));
          kernels.drop(m[0], m[1].matrix(), m[3], units, all(), true);
        });
  }
}
