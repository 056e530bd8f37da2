package dev.rewind.training.metrics;

import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.layers.Mask;
import dev.rewind.testkit.Tolerance;
import dev.rewind.training.losses.SampleWeights;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The metric along time, with the numbers of Keras 3.15.1, which adds them up in float32. */
class CosineAlongTimeTest {
  private static final int TIMESTEPS = 4;
  private static final int BATCH = 3;
  private static final int K = 2;
  private static final Tolerance FLOAT32 = new Tolerance(1e-6, 0);
  private static final DMatrixRMaj Y = waves(0.3, 0, BATCH, 0, TIMESTEPS);
  private static final DMatrixRMaj P = waves(1.1, 0, BATCH, 0, TIMESTEPS);
  private static final CosineSimilarity METRIC = CosineSimilarity.of().axis(1);

  @Test
  void batchesOfDifferentLengthsAddUpAsInKeras() {
    agrees(x -> x, 0.6975459456443787, 0.3273344039916992);
  }

  @Test
  void weightsOfSamplesCountAsInKeras() {
    agrees(
        x -> x.times(x.batch() == BATCH ? column(0.5, 2, 1.5) : column(0.5, 2)),
        0.6976163387298584,
        0.34093350172042847);
  }

  @Test
  void weightsOfFeaturesCountAsInKeras() {
    agrees(
        x ->
            x.batch() == BATCH
                ? SampleWeights.of(BATCH, K).times(column(0.5, 1, 0.25, 2, 3, 4))
                : SampleWeights.of(2, K).times(column(0.5, 1, 2, 3)),
        0.6967934370040894,
        0.32794466614723206);
  }

  @Test
  void maskOfFeaturesCountsAsInKeras() {
    boolean[][] mask = {{true, false}, {true, true}, {false, false}};
    MetricState state = METRIC.start();
    state.update(Y, P, SampleWeights.of(Mask.of(mask)).times(column(0.5, 1, 0.25, 2, 3, 4)));
    assertNumber(state.result()).isCloseTo(0.697126567363739, FLOAT32);
  }

  @Test
  void stateGoesOnWhereItWasSavedAndIsForgotten() {
    MetricState first = METRIC.start();
    first.update(Y, P, SampleWeights.of(BATCH, TIMESTEPS));
    MetricState second = METRIC.start();
    second.restore(first.state());
    assertEquals(first.result(), second.result());
    assertArray(second.results()).isCloseTo(first.results(), new Tolerance(0, 0));
    second.reset();
    assertEquals(0, second.result());
  }

  @Test
  void refusedBatchAddsNothing() {
    MetricState state = METRIC.name("angle").start();
    SampleWeights padded = SampleWeights.of(Mask.ofLengths(TIMESTEPS, 4, 2, 3));
    assertEquals(
        "angle: there is a mask of 4 time steps, along which is compared; expected one of 2"
            + " features, or none. Compare the features of each step, axis(-1), or give one weight"
            + " for each sample and sequences without padding.",
        assertThrows(IllegalArgumentException.class, () -> state.update(Y, P, padded))
            .getMessage());
    DMatrixRMaj targets = Y.copy();
    targets.set(7, 1, Double.NaN);
    SampleWeights steps = SampleWeights.of(BATCH, TIMESTEPS);
    assertEquals(
        "angle: target [7, 1] is NaN; expected a finite number. Remove or impute it first.",
        assertThrows(IllegalArgumentException.class, () -> state.update(targets, P, steps))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> state.update(column(1, 2, 3), P, steps));
    assertEquals(0, state.result());
  }

  /** All samples and steps, and then two samples of three steps that are not each other's. */
  private static void agrees(
      UnaryOperator<SampleWeights> weights, double afterOne, double afterTwo) {
    MetricState state = METRIC.start();
    state.update(Y, P, weights.apply(SampleWeights.of(BATCH, TIMESTEPS)));
    assertNumber(state.result()).isCloseTo(afterOne, FLOAT32);
    state.update(
        waves(0.3, 0, 2, 0, 3), waves(1.1, 1, 3, 1, 4), weights.apply(SampleWeights.of(2, 3)));
    assertNumber(state.result()).isCloseTo(afterTwo, FLOAT32);
  }

  /** Samples and steps of a wave that runs through all features of all samples of all steps. */
  private static DMatrixRMaj waves(double shift, int sample, int toSample, int step, int toStep) {
    int batch = toSample - sample;
    DMatrixRMaj x = new DMatrixRMaj((toStep - step) * batch, K);
    for (int row = 0; row < x.numRows; row++) {
      int first = ((step + row / batch) * BATCH + sample + row % batch) * K;
      for (int j = 0; j < K; j++) {
        x.set(row, j, 2 * Math.sin(1.7 * (first + j) + shift));
      }
    }
    return x;
  }

  private static DMatrixRMaj column(double... values) {
    return DMatrixRMaj.wrap(values.length, 1, values);
  }
}
