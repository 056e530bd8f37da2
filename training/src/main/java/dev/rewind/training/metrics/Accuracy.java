package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import org.ejml.data.DMatrixRMaj;

/**
 * How often predictions equal targets, element by element.
 *
 * <pre>
 *   v = 1/k · Σ [p = t]
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p>This is for predicted labels. The accuracy of probabilities, what Keras makes of the word
 * {@code "accuracy"}, is {@link Metrics#accuracy}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/accuracy_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Accuracy(Options options) implements AccuracyMetric, MetricOptions<Accuracy> {
  private static final Options DECLARED = MetricOptions.declare("Accuracy");

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Accuracy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static Accuracy of() {
    return new Accuracy(DECLARED);
  }

  @Override
  public Accuracy with(Options newOptions) {
    return new Accuracy(newOptions);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "For probabilities of classes use Metrics.accuracy().");
  }

  @Override
  public double accuracy(DMatrixRMaj targets, DMatrixRMaj predictions, int row) {
    double right = 0;
    for (int column = 0; column < targets.numCols; column++) {
      right += targets.get(row, column) == predictions.get(row, column) ? 1 : 0;
    }
    return right / targets.numCols;
  }
}
