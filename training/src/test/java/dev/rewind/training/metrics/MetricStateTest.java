package dev.rewind.training.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.training.losses.SampleWeights;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every metric's state owes: it can be saved in the middle, reset, and read as numbers. */
class MetricStateTest {
  private static final int ROWS = 7;
  private static final int CLASSES = 6;

  @ParameterizedTest
  @MethodSource("metrics")
  void goesOnFromASavedStateWithTheSameBits(Metric metric) {
    MetricState whole = metric.start();
    update(metric, whole, 1);
    update(metric, whole, 2);
    double[] saved = whole.state();
    double[] copy = saved.clone();
    update(metric, whole, 3);

    MetricState resumed = metric.start();
    update(metric, resumed, 9); // replaced by what was saved
    resumed.restore(saved);
    update(metric, resumed, 3);
    assertArrayEquals(whole.state(), resumed.state(), "state");
    assertArrayEquals(whole.results(), resumed.results(), "results");
    assertArrayEquals(copy, saved, "the saved state is a copy");
    assertFalse(Arrays.equals(saved, whole.state()), "the third batch counts");
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void stateBeforeTheFirstUpdateCanBeSavedToo(Metric metric) {
    MetricState fresh = metric.start();
    update(metric, fresh, 1);
    MetricState resumed = metric.start();
    update(metric, resumed, 2);
    resumed.restore(metric.start().state());
    update(metric, resumed, 1);
    assertArrayEquals(fresh.results(), resumed.results());
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void stateOfAnotherLengthIsRefusedAndNothingChanges(Metric metric) {
    MetricState state = metric.start();
    update(metric, state, 1);
    double[] before = state.state();
    double[] wrong = new double[before.length + 1];
    String message =
        assertThrows(IllegalArgumentException.class, () -> state.restore(wrong)).getMessage();
    String start = metric.name() + ": the state has " + wrong.length + " numbers; expected ";
    assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
    assertArrayEquals(before, state.state());
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void resetForgetsAll(Metric metric) {
    MetricState state = metric.start();
    update(metric, state, 1);
    state.reset();
    update(metric, state, 2);
    MetricState fresh = metric.start();
    update(metric, fresh, 2);
    assertArrayEquals(fresh.results(), state.results());
    assertArrayEquals(fresh.state(), state.state());
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void resultIsTheOnlyOneOrRefused(Metric metric) {
    MetricState state = metric.start();
    if (metric.isScalar()) {
      assertEquals(0, state.result());
      update(metric, state, 1);
      assertArrayEquals(new double[] {state.result()}, state.results());
    } else {
      update(metric, state, 1);
      assertEquals(
          metric.name()
              + ": the metric has "
              + state.results().length
              + " results; expected one. Read them with results().",
          assertThrows(IllegalStateException.class, state::result).getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void rowsOfWeightZeroDoNotCount(Metric metric) {
    DMatrixRMaj y = targets(metric, 4);
    DMatrixRMaj p = predictions(4);
    SampleWeights all = SampleWeights.of(ROWS);
    DMatrixRMaj mask = new DMatrixRMaj(ROWS, 1);
    mask.fill(1);
    mask.set(2, 0, 0);
    DMatrixRMaj other = p.copy();
    for (int column = 0; column < p.numCols; column++) {
      other.set(2, column, p.get(2, (column + 1) % p.numCols) / 2);
    }
    MetricState first = metric.start();
    first.update(y, p, all.where(mask));
    MetricState second = metric.start();
    second.update(y, other, all.times(mask));
    assertArrayEquals(first.results(), second.results());
    MetricState counted = metric.start();
    counted.update(y, other, all);
    assertFalse(Arrays.equals(first.state(), counted.state()), "the row counts with weight 1");
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void weightsOfAnotherNumberOfRowsAreRefusedAndNothingWasAdded(Metric metric) {
    MetricState state = metric.start();
    update(metric, state, 1);
    double[] before = state.state();
    assertEquals(
        metric.name() + ": weights are for 3 rows; expected 7.",
        assertThrows(
                IllegalArgumentException.class,
                () -> state.update(targets(metric, 1), predictions(1), SampleWeights.of(3)))
            .getMessage());
    assertArrayEquals(before, state.state());
  }

  static Stream<Metric> metrics() {
    return Metrics.REGISTRY.prototypes().stream();
  }

  private static void update(Metric metric, MetricState state, int seed) {
    DMatrixRMaj weights = DMatrixRMaj.wrap(ROWS, 1, new Random(seed).doubles(ROWS).toArray());
    state.update(targets(metric, seed), predictions(seed), SampleWeights.of(ROWS).times(weights));
  }

  /** Labels where the metric takes them, else one-hot rows. */
  private static DMatrixRMaj targets(Metric metric, int seed) {
    Random random = new Random(seed + 100);
    boolean labels = fits(metric, 1);
    DMatrixRMaj targets = new DMatrixRMaj(ROWS, labels ? 1 : CLASSES);
    for (int row = 0; row < ROWS; row++) {
      int label = random.nextInt(CLASSES);
      targets.set(row, labels ? 0 : label, labels ? label : 1);
    }
    return targets;
  }

  private static boolean fits(Metric metric, int columns) {
    try {
      metric.checkShapes(new Shape(ROWS, columns), new Shape(ROWS, CLASSES));
      return true;
    } catch (ShapeMismatchException e) {
      return false;
    }
  }

  /** Rows of probabilities. */
  private static DMatrixRMaj predictions(int seed) {
    Random random = new Random(seed);
    DMatrixRMaj p = new DMatrixRMaj(ROWS, CLASSES);
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      for (int column = 0; column < CLASSES; column++) {
        p.set(row, column, Math.pow(random.nextDouble(), 4));
        sum += p.get(row, column);
      }
      for (int column = 0; column < CLASSES; column++) {
        p.set(row, column, p.get(row, column) / sum);
      }
    }
    return p;
  }
}
