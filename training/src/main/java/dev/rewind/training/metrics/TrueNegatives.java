package dev.rewind.training.metrics;

import dev.rewind.core.options.Options;

/**
 * The number of answers that are no and were taken for it, over all elements; with weights, the sum
 * of theirs.
 *
 * <pre>
 *   Σ w · [t = 0 and p ≤ threshold]
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/confusion_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record TrueNegatives(Options options) implements ThresholdOptions<TrueNegatives> {
  private static final Options DECLARED = MetricOptions.declare("TrueNegatives", THRESHOLDS);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public TrueNegatives {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static TrueNegatives of() {
    return new TrueNegatives(DECLARED);
  }

  @Override
  public TrueNegatives with(Options newOptions) {
    return new TrueNegatives(newOptions);
  }

  @Override
  public MetricState start() {
    return ConfusionState.of(this, counts -> counts.trueNegatives(0));
  }
}
