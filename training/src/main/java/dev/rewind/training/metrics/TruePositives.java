package dev.rewind.training.metrics;

import dev.rewind.core.options.Options;

/**
 * The number of answers that are yes and were taken for it, over all elements; with weights, the
 * sum of theirs.
 *
 * <pre>
 *   Σ w · [t ≠ 0 and p &gt; threshold]
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/confusion_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record TruePositives(Options options) implements ThresholdOptions<TruePositives> {
  private static final Options DECLARED = MetricOptions.declare("TruePositives", THRESHOLDS);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public TruePositives {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static TruePositives of() {
    return new TruePositives(DECLARED);
  }

  @Override
  public TruePositives with(Options newOptions) {
    return new TruePositives(newOptions);
  }

  @Override
  public MetricState start() {
    return ConfusionState.of(this, counts -> counts.truePositives(0));
  }
}
