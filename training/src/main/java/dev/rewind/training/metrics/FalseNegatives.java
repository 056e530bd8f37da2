package dev.rewind.training.metrics;

import dev.rewind.core.options.Options;

/**
 * The number of answers that are yes and were taken for no, over all elements; with weights, the
 * sum of theirs.
 *
 * <pre>
 *   Σ w · [t ≠ 0 and p ≤ threshold]
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/confusion_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record FalseNegatives(Options options) implements ThresholdOptions<FalseNegatives> {
  private static final Options DECLARED = MetricOptions.declare("FalseNegatives", THRESHOLDS);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public FalseNegatives {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static FalseNegatives of() {
    return new FalseNegatives(DECLARED);
  }

  @Override
  public FalseNegatives with(Options newOptions) {
    return new FalseNegatives(newOptions);
  }

  @Override
  public MetricState start() {
    return ConfusionState.of(this, counts -> counts.falseNegatives(0));
  }
}
