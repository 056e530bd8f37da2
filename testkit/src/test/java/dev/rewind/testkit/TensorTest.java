package dev.rewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class TensorTest {
  // (batch 2, time 3, features 2); digits are sample, step, feature, counted from 1
  private static final Tensor SEQUENCE =
      floats(new int[] {2, 3, 2}, 111, 112, 121, 122, 131, 132, 211, 212, 221, 222, 231, 232);

  private static Tensor floats(int[] shape, double... values) {
    return Tensor.of(Tensor.Type.FLOAT64, shape, values);
  }

  private static void assertSame(DMatrixRMaj got, double[][] expected) {
    assertThat(got.get2DData()).isDeepEqualTo(expected);
  }

  @Test
  void sequenceBecomesOneTimeMajorMatrix() {
    assertSame(
        SEQUENCE.matrix(),
        new double[][] {{111, 112}, {211, 212}, {121, 122}, {221, 222}, {131, 132}, {231, 232}});
  }

  @Test
  void rowsKeepTheOrderOfATimeMajorSequence() {
    assertSame(
        SEQUENCE.rows(),
        new double[][] {{111, 112}, {121, 122}, {131, 132}, {211, 212}, {221, 222}, {231, 232}});
  }

  @Test
  void swappingBatchAndTimeTwiceGivesTheSameTensor() {
    Tensor swapped = SEQUENCE.swapBatchAndTime();
    assertThat(swapped.shape()).containsExactly(3, 2, 2);
    assertThat(swapped.values())
        .containsExactly(111, 112, 211, 212, 121, 122, 221, 222, 131, 132, 231, 232);
    assertThat(swapped.swapBatchAndTime().values()).containsExactly(SEQUENCE.values());
  }

  @Test
  void matrixOfLowerRanksKeepsRowsAndColumns() {
    assertSame(floats(new int[] {}, 7).matrix(), new double[][] {{7}});
    assertSame(floats(new int[] {3}, 1, 2, 3).matrix(), new double[][] {{1, 2, 3}});
    assertSame(
        floats(new int[] {2, 3}, 1, 2, 3, 4, 5, 6).matrix(), new double[][] {{1, 2, 3}, {4, 5, 6}});
  }

  @Test
  void stepsOfSamplesBecomeATimeMajorColumn() {
    Tensor labels = floats(new int[] {2, 3}, 11, 12, 13, 21, 22, 23);
    assertSame(
        labels.swapBatchAndTime().column(), new double[][] {{11}, {21}, {12}, {22}, {13}, {23}});
  }

  @Test
  void rowsOfRankFourMultiplyAllButTheLastAxis() {
    double[] values = DoubleStream.iterate(0, x -> x + 1).limit(24).toArray();
    DMatrixRMaj rows = floats(new int[] {2, 2, 2, 3}, values).rows();
    assertThat(rows.get2DData()).hasDimensions(8, 3);
    assertThat(rows.get(7, 1)).isEqualTo(22);
    assertThat(rows.get(2, 0)).isEqualTo(6);
  }

  @Test
  void rankFourHasNoMatrix() {
    assertThatThrownBy(() -> floats(new int[] {1, 1, 1, 1}, 5).matrix())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor[1, 1, 1, 1] FLOAT64: matrix() needs rank 0 to 3.");
  }

  @Test
  void emptySequenceHasNoRows() {
    DMatrixRMaj rows = floats(new int[] {2, 0, 4}).matrix();
    assertThat(rows.getNumRows()).isZero();
    assertThat(rows.getNumCols()).isEqualTo(4);
  }

  @Test
  void maskKeepsBatchAndTime() {
    Tensor mask = Tensor.of(Tensor.Type.BOOL, new int[] {2, 3}, 1, 1, 0, 1, 0, 1);
    assertThat(mask.mask())
        .isDeepEqualTo(new boolean[][] {{true, true, false}, {true, false, true}});
    assertThatThrownBy(() -> floats(new int[] {1, 1}, 1).mask())
        .hasMessage("Tensor[1, 1] FLOAT64: mask() needs rank 2 and type BOOL.");
  }

  @Test
  void integersAreForWholeNumbersOnly() {
    assertThat(Tensor.of(Tensor.Type.INT64, new int[] {3}, 4, -2, 0).integers())
        .containsExactly(4, -2, 0);
    assertThatThrownBy(() -> floats(new int[] {1}, 2).integers())
        .hasMessage("Tensor[1] FLOAT64: integers() needs type INT64.");
  }

  @Test
  void numberIsTheOnlyElement() {
    assertThat(floats(new int[] {}, 0.25).number()).isEqualTo(0.25);
    assertThatThrownBy(() -> floats(new int[] {2}, 1, 2).number())
        .hasMessage("Tensor[2] FLOAT64: number() needs exactly one element.");
  }

  @Test
  void wrongValuesAreRefused() {
    assertThatThrownBy(() -> floats(new int[] {2, 3}, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: shape [2, 3] does not fit 2 values; expected 6.");
    assertThatThrownBy(() -> Tensor.of(Tensor.Type.BOOL, new int[] {1}, 2))
        .hasMessage("Tensor: 2.0 is not a value of type BOOL.");
    assertThatThrownBy(() -> Tensor.of(Tensor.Type.INT64, new int[] {1}, 0.5))
        .hasMessage("Tensor: 0.5 is not a value of type INT64.");
  }

  @Test
  void callersCannotChangeATensor() {
    double[] values = {1, 2};
    int[] shape = {1, 2};
    Tensor tensor = floats(shape, values);
    values[0] = 9;
    shape[0] = 9;
    tensor.values()[1] = 9;
    tensor.shape()[1] = 9;
    tensor.matrix().set(0, 0, 9);
    tensor.column().set(0, 0, 9);
    assertThat(tensor.values()).containsExactly(1, 2);
    assertThat(tensor.shape()).containsExactly(1, 2);
  }
}
