package dev.rewind.training.metrics;

import dev.rewind.core.options.Options;

/**
 * Which share of the answers that were taken for yes are yes.
 *
 * <pre>
 *   TP / (TP + FP)        0 if there is none
 *
 *   TP, FP: sums of the weights of elements with
 *   target ≠ 0, and p &gt; threshold and p among the topK largest of its row, for TP
 *   target = 0, and the same, for FP
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}. With a {@code classId} only that
 * column counts, else all of them.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/confusion_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Precision(Options options) implements TopClassOptions<Precision> {
  private static final Options DECLARED =
      MetricOptions.declare("Precision", THRESHOLDS, TOP_K, CLASS_ID);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Precision {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static Precision of() {
    return new Precision(DECLARED);
  }

  @Override
  public Precision with(Options newOptions) {
    return new Precision(newOptions);
  }

  @Override
  public MetricState start() {
    return ConfusionState.ofTopClasses(
        this, counts -> Ratios.shares(counts.truePositives(0), counts.falsePositives(0)));
  }
}
