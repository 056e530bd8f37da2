package dev.rewind.training.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.layers.Mask;
import dev.rewind.training.losses.SampleWeights;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final DMatrixRMaj SCORES =
      new DMatrixRMaj(new double[][] {{0.9, 0.1}, {0.2, 0.8}, {0.3, 0.7}, {0.6, 0.4}});
  private static final DMatrixRMaj LABELS = DMatrixRMaj.wrap(4, 1, new double[] {0, 1, 0, 0});

  @Test
  void rowsAreActualAndColumnsPredicted() {
    ConfusionMatrix matrix = ConfusionMatrix.of(2);
    matrix.update(LABELS, SCORES, SampleWeights.of(4));
    assertEquals(2, matrix.count(0, 0));
    assertEquals(1, matrix.count(0, 1));
    assertEquals(0, matrix.count(1, 0));
    assertEquals(1, matrix.count(1, 1));
    assertEquals(0.75, matrix.accuracy());
  }

  @Test
  void oneHotTargetsCountLikeLabels() {
    ConfusionMatrix matrix = ConfusionMatrix.of(2);
    DMatrixRMaj oneHot = new DMatrixRMaj(new double[][] {{1, 0}, {0, 1}, {1, 0}, {1, 0}});
    matrix.update(oneHot, SCORES, SampleWeights.of(4));
    assertEquals(1, matrix.count(0, 1));
    assertEquals(1, matrix.count(1, 1));
  }

  @Test
  void maskedRowsAreNotCountedAndBatchesAddUp() {
    ConfusionMatrix matrix = ConfusionMatrix.of(2);
    assertEquals(0, matrix.accuracy());
    matrix.update(LABELS, SCORES, SampleWeights.of(Mask.ofLengths(2, 1, 2)));
    assertEquals(0, matrix.count(0, 1));
    matrix.update(LABELS, SCORES, SampleWeights.of(4));
    assertEquals(4, matrix.count(0, 0));
    assertEquals(1, matrix.count(0, 1));
  }

  @Test
  void printsATableWithNames() {
    ConfusionMatrix matrix = ConfusionMatrix.of(List.of("cat", "a hamster"));
    matrix.update(LABELS, SCORES, SampleWeights.of(4));
    assertEquals(
        """
        actual \\ predicted  cat  a hamster
        cat                   2          1
        a hamster             .          1
        """,
        matrix.toString());
  }

  @Test
  void refusesWhatDoesNotFit() {
    ConfusionMatrix matrix = ConfusionMatrix.of(3);
    message(
        "ConfusionMatrix predictions: shape [4, 2] does not fit; expected [4, 3].", matrix, LABELS);
    ConfusionMatrix two = ConfusionMatrix.of(2);
    message(
        "ConfusionMatrix: target [3, 0] is 2.0; expected a whole number in [0, 2), one class for"
            + " each column of the predictions.",
        two,
        DMatrixRMaj.wrap(4, 1, new double[] {0, 1, 0, 2}));
    message(
        "ConfusionMatrix: targets are [3, 1] and predictions [4, 2]; expected targets [4, 1]. Give"
            + " one label per row.",
        two,
        new DMatrixRMaj(3, 1));
    message(
        "ConfusionMatrix targets: shape [4, 3] does not fit; expected [4, 2].",
        two,
        new DMatrixRMaj(4, 3));
    assertEquals(0, two.count(0, 0));
    assertEquals(
        "ConfusionMatrix: classes must be positive, got 0.",
        assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(List.of()))
            .getMessage());
  }

  private static void message(String expected, ConfusionMatrix matrix, DMatrixRMaj targets) {
    assertEquals(
        expected,
        assertThrows(
                IllegalArgumentException.class,
                () -> matrix.update(targets, SCORES, SampleWeights.of(4)))
            .getMessage());
  }
}
