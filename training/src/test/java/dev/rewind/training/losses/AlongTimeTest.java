package dev.rewind.training.losses;

import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static dev.rewind.training.losses.LossCases.call;
import static dev.rewind.training.losses.LossCases.column;
import static dev.rewind.training.losses.LossCases.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.layers.Mask;
import dev.rewind.testkit.Tolerance;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cosine similarity along time. Numbers of Keras are those of 3.15.1 in float32. */
class AlongTimeTest {
  private static final int TIMESTEPS = 4;
  private static final int BATCH = 3;
  private static final int K = 2;

  private static final Tolerance ROUNDING = new Tolerance(1e-12, 1e-14);

  /** What float32 keeps of a number. */
  private static final Tolerance FLOAT32 = new Tolerance(1e-6, 0);

  private static final DMatrixRMaj Y = waves(0.3);
  private static final DMatrixRMaj P = waves(1.1);
  private static final SampleWeights STEPS = SampleWeights.of(BATCH, TIMESTEPS);

  /** Row j·batch + b. */
  private static final SampleWeights FEATURES =
      SampleWeights.of(BATCH, K).times(column(0.5, 1, 0.25, 2, 3, 4));

  private static final CosineSimilarity LOSS = CosineSimilarity.of().axis(1);

  @Test
  void seriesOfEachFeatureAreCompared() {
    double[] expected = new double[K * BATCH];
    for (int j = 0; j < K; j++) {
      for (int b = 0; b < BATCH; b++) {
        double product = 0;
        double targets = 0;
        double predictions = 0;
        for (int t = 0; t < TIMESTEPS; t++) {
          double y = Y.get(t * BATCH + b, j);
          double p = P.get(t * BATCH + b, j);
          product += y * p;
          targets += y * y;
          predictions += p * p;
        }
        expected[j * BATCH + b] = -product / (Math.sqrt(targets) * Math.sqrt(predictions));
      }
    }
    assertArray(values(STEPS)).isCloseTo(expected, ROUNDING);
    double[] keras = {
      -0.7029059762483867,
      -0.7001082837548447,
      -0.6963935955056231,
      -0.6917152707901948,
      -0.6951693675038718,
      -0.6989827818529106
    };
    assertArray(values(STEPS)).isCloseTo(keras, FLOAT32);
  }

  @Test
  void weightsCountAsInKeras() {
    Loss mean = LOSS.reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT);
    SampleWeights samples = STEPS.times(column(0.5, 2, 1.5));
    assertNumber(call(LOSS, Y, P, STEPS)).isCloseTo(-0.6975458264350891, FLOAT32);
    assertNumber(call(LOSS, Y, P, samples)).isCloseTo(-0.9301550984382629, FLOAT32);
    assertNumber(call(mean, Y, P, samples)).isCloseTo(-1.3952326774597168, FLOAT32);
    assertNumber(call(LOSS, Y, P, FEATURES)).isCloseTo(-1.248421549797058, FLOAT32);
    assertNumber(call(mean, Y, P, FEATURES)).isCloseTo(-0.6967934370040894, FLOAT32);
    boolean[][] mask = {{true, false}, {true, true}, {false, false}};
    SampleWeights masked = SampleWeights.of(Mask.of(mask)).times(column(0.5, 1, 0.25, 2, 3, 4));
    assertNumber(call(LOSS, Y, P, masked)).isCloseTo(-1.0456898212432861, FLOAT32);
  }

  @Test
  void gradientIsThatOfKeras() {
    DMatrixRMaj gradient = gradient(LOSS, Y, P, STEPS);
    double[] firstSample = new double[TIMESTEPS * K];
    for (int t = 0; t < TIMESTEPS; t++) {
      System.arraycopy(gradient.data, t * BATCH * K, firstSample, t * K, K);
    }
    double[] keras = {
      0.013820830825037775,
      -0.028500883113070044,
      0.008481624705670147,
      0.02712521716038698,
      -0.02593709722632879,
      -0.010248338729816453,
      0.028570330618443072,
      -0.012485144470291084
    };
    assertArray(firstSample).isCloseTo(keras, FLOAT32);
  }

  @ParameterizedTest
  @EnumSource
  void lossHasItsGradient(Reduction reduction) {
    for (SampleWeights weights :
        new SampleWeights[] {STEPS, STEPS.times(column(0.5, 2, 1.5)), FEATURES}) {
      GradientCheck.of((tape, x) -> LOSS.reduction(reduction).call(Y, x[0], weights))
          .inputs(P)
          .run()
          .requirePassed();
    }
  }

  @Test
  void vectorsAreComparedAsEver() {
    SampleWeights vectors =
        SampleWeights.of(Y.numRows).times(column(Arrays.copyOf(waves(2).data, Y.numRows)));
    assertEquals(call(CosineSimilarity.of(), Y, P, vectors), call(LOSS, Y, P, vectors));
    assertMatrix(gradient(LOSS, Y, P, vectors))
        .isCloseTo(gradient(CosineSimilarity.of(), Y, P, vectors), new Tolerance(0, 0));
  }

  @Test
  void seriesOfOneStepPointTheSameWayOrNot() {
    DMatrixRMaj y = LossCases.matrix(new double[][] {{1, -2}, {3, 4}});
    DMatrixRMaj p = LossCases.matrix(new double[][] {{5, 6}, {-7, 8}});
    SampleWeights features = SampleWeights.of(2, 2).times(column(1, 10, 100, 1000));
    Loss sum = LOSS.reduction(Reduction.SUM);
    assertEquals(-1 + 10 + 100 - 1000, call(sum, y, p, features), 1e-12);
  }

  @Test
  void weightsOfTimeStepsAreRefused() {
    refused(
        SampleWeights.of(Mask.ofLengths(TIMESTEPS, 4, 2, 3)),
        "there is a mask of 4 time steps, along which is compared; expected one of 2 features, or"
            + " none. Compare the features of each step, axis(-1), or give one weight for each"
            + " sample and sequences without padding.");
    refused(
        STEPS.times(column(new double[12])),
        "there is a sampleWeight of 4 time steps, along which is compared; expected one of 2"
            + " features, or none. Compare the features of each step, axis(-1), or give one weight"
            + " for each sample and sequences without padding.");
  }

  @Test
  void weightsThatDoNotFit() {
    refused(
        SampleWeights.of(BATCH, 5),
        "weights are for 5 steps of 3 samples but predictions are [12, 2]; expected 4, or 2, one for"
            + " each feature.");
    refused(
        SampleWeights.of(5, TIMESTEPS),
        "weights are for 5 samples but predictions are [12, 2]; expected as many rows for each"
            + " sample. Make them of the output of the model.");
  }

  @Test
  void badTargetIsNamedWhereItStands() {
    DMatrixRMaj targets = Y.copy();
    targets.set(7, 1, Double.NaN);
    assertEquals(
        "cosine_similarity: target [7, 1] is NaN; expected a finite number. Remove or impute it"
            + " first.",
        assertThrows(IllegalArgumentException.class, () -> call(LOSS, targets, P, STEPS))
            .getMessage());
  }

  private static void refused(SampleWeights weights, String expected) {
    assertEquals(
        "cosine_similarity: " + expected,
        assertThrows(IllegalArgumentException.class, () -> call(LOSS, Y, P, weights)).getMessage());
  }

  private static double[] values(SampleWeights weights) {
    try (Tape tape = Tape.create()) {
      Loss each = LOSS.reduction(Reduction.NONE);
      return each.call(Y, tape.constant(P), weights).value().copy().data;
    }
  }

  private static DMatrixRMaj waves(double shift) {
    DMatrixRMaj x = new DMatrixRMaj(TIMESTEPS * BATCH, K);
    x.setData(
        IntStream.range(0, x.getNumElements())
            .mapToDouble(i -> 2 * Math.sin(1.7 * i + shift))
            .toArray());
    return x;
  }
}
