package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.EXACT;
import static dev.rewind.core.kernels.Matrices.matrix;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.ElementFunction.Standard;
import dev.rewind.testkit.Tolerance;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
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
    DMatrixRMaj[] expected = run(Kernels.portable(), widths, kernel);
    DMatrixRMaj[] actual = run(Kernels.vector(), widths, kernel);
    for (int i = 0; i < expected.length; i++) {
      assertMatrix(actual[i]).named("matrix " + i).isCloseTo(expected[i], NEAR);
    }
  }

  private static DMatrixRMaj[] run(
      Kernels kernels, List<Integer> widths, BiConsumer<Kernels, TimeRows[]> kernel) {
    DMatrixRMaj[] matrices = new DMatrixRMaj[widths.size()];
    TimeRows[] rows = new TimeRows[widths.size()];
    for (int i = 0; i < rows.length; i++) {
      matrices[i] = normal(SAMPLES, widths.get(i), i);
      rows[i] = TimeRows.ofOneStep(matrices[i]);
    }
    kernel.accept(kernels, rows);
    return matrices;
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

  private static void gruWithTheResetAfter(Kernels kernels, int units, TimeRows[] m) {
    kernels.gruForward(gru(units, m), all());
    kernels.gruBackward(gru(units, m), gruGradients(m), all());
  }

  private static void gruWithTheResetBefore(Kernels kernels, int units, TimeRows[] m) {
    kernels.gruResetForward(gru(units, m), all());
    kernels.gruCandidateForward(gru(units, m), all());
    kernels.gruCandidateBackward(gru(units, m), gruGradients(m), all());
    kernels.gruResetBackward(gru(units, m), gruGradients(m), all());
  }

  /**
   * Gates are left in matrix 0 with their arguments gone, which only the plain loops keep first.
   */
  @ParameterizedTest
  @MethodSource("units")
  void gruWithTheResetAfterTheProductAgrees(int units) {
    assertAgree(gruWidths(units), (kernels, m) -> gruWithTheResetAfter(kernels, units, m));
  }

  @ParameterizedTest
  @MethodSource("units")
  void gruWithTheResetBeforeTheProductAgrees(int units) {
    assertAgree(gruWidths(units), (kernels, m) -> gruWithTheResetBefore(kernels, units, m));
  }

  @ParameterizedTest
  @MethodSource("units")
  void equalUnitsOfAGruStayEqualInVectorsAndBehindThem(int units) {
    assertStayEqual(units, m -> gruWithTheResetAfter(Kernels.vector(), units, m));
    assertStayEqual(units, m -> gruWithTheResetBefore(Kernels.vector(), units, m));
  }

  private static void assertStayEqual(int units, Consumer<TimeRows[]> steps) {
    TimeRows[] rows = new TimeRows[10];
    for (int i = 0; i < rows.length; i++) {
      int width = gruWidths(units).get(i);
      DMatrixRMaj gates = normal(SAMPLES, width / units, 100 * units + i);
      rows[i] =
          TimeRows.ofOneStep(
              matrix(new Shape(SAMPLES, width), (row, j) -> gates.get(row, j / units)));
    }
    steps.accept(rows);
    for (int i = 0; i < rows.length; i++) {
      DMatrixRMaj all = rows[i].matrix();
      DMatrixRMaj expected = matrix(Shape.of(all), (row, j) -> all.get(row, j / units * units));
      assertMatrix(all).named("matrix " + i).isCloseTo(expected, EXACT);
    }
  }

  @ParameterizedTest
  @MethodSource("units")
  void lstmAgrees(int units) {
    int u = units;
    assertAgree(
        List.of(4 * u, u, 4 * u, u, u, u, 4 * u, u, u, u, 4 * u),
        (kernels, m) -> {
          LSTMRows rows =
              new LSTMRows(
                  u,
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
        });
  }

  @ParameterizedTest
  @MethodSource("units")
  void simpleRnnAgrees(int units) {
    assertAgree(
        List.of(units, units, units, units, units),
        (kernels, m) -> {
          DMatrixRMaj bias = normal(1, units, 9);
          kernels.simpleForward(m[0], m[1], bias, Standard.TANH, m[2], all());
          m[0].matrix().zero(); // arguments, which only the plain loops keep
          kernels.simpleBackward(m[0], m[2], Standard.TANH, m[3], m[4], units, all());
        });
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
