package dev.rewind.training.losses;

import static dev.rewind.training.losses.LossCases.column;
import static dev.rewind.training.losses.LossCases.matrix;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.ShapeMismatchException;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossMessageTest {
  private static final DMatrixRMaj TWO_BY_THREE = new DMatrixRMaj(2, 3);

  @Test
  void labelOutOfRange() {
    refused(
        SparseCategoricalCrossentropy.of(),
        column(2, 3),
        "sparse_categorical_crossentropy: target [1, 0] is 3.0; expected a whole number in [0, 3),"
            + " one class for each column of the predictions.");
    refused(
        SparseCategoricalCrossentropy.of().name("nll"),
        column(0.5, 1),
        "nll: target [0, 0] is 0.5; expected a whole number in [0, 3), one class for each column of"
            + " the predictions.");
    refused(
        SparseCategoricalCrossentropy.of().ignoreClass(-2),
        column(-2, -1),
        "sparse_categorical_crossentropy: target [1, 0] is -1.0; expected a whole number in [0, 3),"
            + " one class for each column of the predictions.");
  }

  @Test
  void targetThatIsNotANumber() {
    DMatrixRMaj targets = matrix(new double[][] {{0, 0, 1}, {0, Double.NaN, 1}});
    String expected =
        ": target [1, 1] is NaN; expected a finite number. Remove or impute it first.";
    refused(MeanSquaredError.of(), targets, "mean_squared_error" + expected);
    refused(Huber.of(), targets, "huber_loss" + expected);
    refused(
        CategoricalCrossentropy.of(),
        targets,
        "categorical_crossentropy: target [1, 1] is NaN; expected a number in [0, 1]. Write the"
            + " right class as 1 and all others as 0.");
    refused(
        SparseCategoricalCrossentropy.of(),
        column(1, Double.NaN),
        "sparse_categorical_crossentropy: target [1, 0] is NaN; expected a whole number in [0, 3),"
            + " one class for each column of the predictions.");
  }

  @Test
  void binaryTargetOutOfRange() {
    refused(
        BinaryCrossentropy.of(),
        matrix(new double[][] {{0, 0, 1}, {0, -1, 1}}),
        "binary_crossentropy: target [1, 1] is -1.0; expected a number in [0, 1]. Write the two"
            + " classes as 0 and 1.");
  }

  @Test
  void shapesThatDoNotFit() {
    refused(
        MeanSquaredError.of(),
        column(1, 2),
        "mean_squared_error: targets are [2, 1] and predictions [2, 3]; expected the same shape."
            + " Give the last layer one unit for each target.");
    refused(
        MeanAbsoluteError.of(),
        column(1, 2),
        "mean_absolute_error: targets are [2, 1] and predictions [2, 3]; expected the same shape."
            + " Give the last layer one unit for each target.");
    refused(
        BinaryCrossentropy.of(),
        column(1, 0),
        "binary_crossentropy: targets are [2, 1] and predictions [2, 3]; expected the same shape."
            + " For the labels of several classes use SparseCategoricalCrossentropy.");
    refused(
        CategoricalCrossentropy.of(),
        column(1, 2),
        "categorical_crossentropy: targets are [2, 1] and predictions [2, 3]; expected the same"
            + " shape. For labels in one column use SparseCategoricalCrossentropy.");
    refused(
        SparseCategoricalCrossentropy.of(),
        TWO_BY_THREE,
        "sparse_categorical_crossentropy: targets are [2, 3] and predictions [2, 3]; expected"
            + " targets [2, 1]. For one-hot targets use CategoricalCrossentropy.");
  }

  @Test
  void shapesThatDoNotFitTheOtherLosses() {
    List<Loss> likeSquaredError =
        List.of(
            MeanAbsolutePercentageError.of(),
            MeanSquaredLogarithmicError.of(),
            Huber.of(),
            LogCosh.of(),
            CosineSimilarity.of(),
            KLDivergence.of(),
            Poisson.of(),
            Hinge.of(),
            SquaredHinge.of());
    for (Loss loss : likeSquaredError) {
      refused(
          loss,
          column(1, 1),
          loss.name()
              + ": targets are [2, 1] and predictions [2, 3]; expected the same shape. Give the"
              + " last layer one unit for each target.");
    }
    refused(
        CategoricalHinge.of(),
        column(1, 1),
        "categorical_hinge: targets are [2, 1] and predictions [2, 3]; expected the same shape. For"
            + " labels in one column use SparseCategoricalCrossentropy.");
    refused(
        BinaryFocalCrossentropy.of(),
        column(1, 0),
        "binary_focal_crossentropy: targets are [2, 1] and predictions [2, 3]; expected the same"
            + " shape. For one-hot targets use CategoricalFocalCrossentropy.");
    refused(
        CategoricalFocalCrossentropy.of(),
        column(1, 0),
        "categorical_focal_crossentropy: targets are [2, 1] and predictions [2, 3]; expected the"
            + " same shape. For labels in one column use SparseCategoricalCrossentropy.");
  }

  @Test
  void targetThatIsOutOfTheRangeOfItsLoss() {
    DMatrixRMaj negative = matrix(new double[][] {{0, 0, 1}, {0, -1, 1}});
    String noProbability = ": target [1, 1] is -1.0; expected a number in [0, 1].";
    refused(
        BinaryFocalCrossentropy.of(),
        negative,
        "binary_focal_crossentropy" + noProbability + " Write the two classes as 0 and 1.");
    refused(
        KLDivergence.of(),
        negative,
        "kl_divergence"
            + noProbability
            + " Give each row the wanted probabilities of its classes.");
    for (Loss loss :
        List.of(
            CategoricalHinge.of(),
            CategoricalCrossentropy.of(),
            CategoricalCrossentropy.of().fromLogits(true),
            CategoricalFocalCrossentropy.of())) {
      refused(
          loss,
          negative,
          loss.name() + noProbability + " Write the right class as 1 and all others as 0.");
      refused(
          loss,
          matrix(new double[][] {{5, 0, 0}, {0, 0, 1}}),
          loss.name()
              + ": target [0, 0] is 5.0; expected a number in [0, 1]. Write the right class as 1"
              + " and all others as 0.");
    }
    for (Loss loss : List.of(Poisson.of(), MeanSquaredLogarithmicError.of())) {
      refused(
          loss,
          negative,
          loss.name()
              + ": target [1, 1] is -1.0; expected a finite number of at least 0. For targets below"
              + " 0 use MeanSquaredError.");
    }
  }

  @Test
  void targetThatIsNeitherYesNorNo() {
    for (Loss loss : List.of(Hinge.of(), SquaredHinge.of())) {
      refused(
          loss,
          matrix(new double[][] {{0, 0.5, 1}, {0, 1, 1}}),
          loss.name()
              + ": target [0, 1] is 0.5; expected -1 or 1, or else 0 or 1. Write a yes as 1.");
      refused(
          loss,
          matrix(new double[][] {{1, 0, 1}, {-1, 1, 1}}),
          loss.name()
              + ": target [0, 1] is 0.0; expected -1 or 1, for others are -1. Write each no the same"
              + " way.");
    }
  }

  @Test
  void numbersOfClassesThatDoNotFit() {
    refused(
        CategoricalFocalCrossentropy.of().alpha(0.5, 0.5),
        TWO_BY_THREE,
        "categorical_focal_crossentropy: alpha has 2 numbers but predictions are [2, 3]; expected"
            + " 1, or 3, one for each class. Give alpha one number, or as many as there are"
            + " columns.");
    message(
        "categorical_focal_crossentropy: predictions are [2, 1]; expected at least 2 columns, one"
            + " for each class. For two classes in one column use BinaryFocalCrossentropy.",
        () ->
            LossCases.call(
                CategoricalFocalCrossentropy.of(),
                column(0, 1),
                column(0.5, 0.5),
                SampleWeights.of(2)));
  }

  @Test
  void shapeMismatchCarriesBothShapes() {
    ShapeMismatchException e =
        assertThrows(
            ShapeMismatchException.class,
            () -> call(MeanSquaredError.of(), column(1, 2), SampleWeights.of(2)));
    assertEquals("[2, 1]", e.actual().toString());
    assertEquals("[2, 3]", e.expected().toString());
  }

  @Test
  void oneColumnOfClasses() {
    message(
        "categorical_crossentropy: predictions are [2, 1]; expected at least 2 columns, one for"
            + " each class. For two classes in one column use BinaryCrossentropy.",
        () ->
            LossCases.call(
                CategoricalCrossentropy.of(), column(0, 1), column(0.5, 0.5), SampleWeights.of(2)));
  }

  @Test
  void nothingIsRecordedWhenTargetsAreRefused() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(TWO_BY_THREE);
      assertThrows(
          IllegalArgumentException.class,
          () -> SparseCategoricalCrossentropy.of().call(column(0, 3), x, SampleWeights.of(2)));
      assertEquals(0, tape.size());
    }
  }

  @Test
  void weightsThatDoNotFit() {
    SampleWeights steps = SampleWeights.of(2, 3);
    message(
        "sampleWeight: shape [3, 1] does not fit; expected [6, 1] for the steps or [2, 1] for the"
            + " samples.",
        () -> steps.times(column(1, 1, 1)));
    message(
        "sampleWeight: shape [1, 2] does not fit; expected [2, 1].",
        () -> SampleWeights.of(2).times(new DMatrixRMaj(1, 2)));
    message(
        "sampleWeight: element [1, 0] is NaN; expected finite numbers. Remove or impute it first.",
        () -> steps.times(column(1, Double.NaN)));
    message(
        "mean_squared_error: weights are for 6 rows; expected 2.",
        () -> call(MeanSquaredError.of(), TWO_BY_THREE, steps));
    message(
        "SampleWeights: shape [2, 1] does not fit; expected [6, 1].",
        () -> steps.where(column(1, 0)));
    message("SampleWeights: batch must be positive, got 0.", () -> SampleWeights.of(0));
    message("SampleWeights: timesteps must be positive, got 0.", () -> SampleWeights.of(1, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 6})
  void rowThatIsNotThere(int row) {
    String expected = "SampleWeights: there is no row " + row + "; expected 0 to 5.";
    SampleWeights steps = SampleWeights.of(2, 3);
    message(expected, () -> steps.weight(row));
    message(expected, () -> steps.isValid(row));
    message(expected, () -> steps.times(column(1, 2)).weight(row));
    message(expected, () -> steps.where(column(1, 1, 1, 1, 1, 0)).isValid(row));
  }

  private static void refused(Loss loss, DMatrixRMaj targets, String expected) {
    message(expected, () -> call(loss, targets, SampleWeights.of(2)));
  }

  private static double call(Loss loss, DMatrixRMaj targets, SampleWeights weights) {
    return LossCases.call(loss, targets, TWO_BY_THREE, weights);
  }

  private static void message(String expected, Executable code) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
