package dev.rewind.training.metrics;

import dev.rewind.core.options.Options;

/**
 * The number of answers that are no and were taken for yes, over all elements; with weights, the
 * sum of theirs.
 *
 * <pre>
 *   Σ w · [t = 0 and p &gt; threshold]
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/confusion_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record FalsePositives(Options options) implements ThresholdOptions<FalsePositives> {
  private static final Options DECLARED = MetricOptions.declare("FalsePositives", THRESHOLDS);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public FalsePositives {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static FalsePositives of() {
    return new FalsePositives(DECLARED);
  }

  @Override
  public FalsePositives with(Options newOptions) {
    return new FalsePositives(newOptions);
  }

  @Override
  public MetricState start() {
    return ConfusionState.of(this, counts -> counts.falsePositives(0));
  }
}
