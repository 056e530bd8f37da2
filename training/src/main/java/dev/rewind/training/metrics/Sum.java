package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.SampleWeights;
import org.ejml.data.DMatrixRMaj;

/**
 * The sum of the predictions themselves, each row times its weight; targets play no part.
 *
 * <pre>
 *   Σ w·p
 * </pre>
 *
 * <p><b>Shapes</b>: predictions {@code [rows, k]}, targets any.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/reduction_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Sum(Options options) implements MetricOptions<Sum> {
  private static final Options DECLARED = MetricOptions.declare("Sum");

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Sum {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static Sum of() {
    return new Sum(DECLARED);
  }

  @Override
  public Sum with(Options newOptions) {
    return new Sum(newOptions);
  }

  /** Takes all shapes. */
  @Override
  public void checkShapes(Shape targets, Shape predictions) {}

  @Override
  public MetricState start() {
    return new State(this, Totals.of(name(), 1, 1));
  }

  private record State(Sum metric, Totals totals) implements TotalsState {
    @Override
    public void add(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
      for (int row = 0; row < predictions.numRows; row++) {
        double sum = 0;
        for (int column = 0; column < predictions.numCols; column++) {
          sum += predictions.get(row, column);
        }
        totals.add(0, 0, weights.weight(row) * sum);
      }
    }

    @Override
    public double[] results() {
      return new double[] {totals.get(0, 0)};
    }
  }
}
