package dev.rewind.training.metrics;

import dev.rewind.core.options.Options;

/**
 * Which share of the answers that are yes were taken for it.
 *
 * <pre>
 *   TP / (TP + FN)        0 if there is none
 *
 *   TP, FN: sums of the weights of elements with
 *   target ≠ 0, and p &gt; threshold and p among the topK largest of its row, for TP
 *   target ≠ 0, and the contrary, for FN
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}. With a {@code classId} only that
 * column counts, else all of them.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/confusion_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Recall(Options options) implements TopClassOptions<Recall> {
  private static final Options DECLARED =
      MetricOptions.declare("Recall", THRESHOLDS, TOP_K, CLASS_ID);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Recall {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static Recall of() {
    return new Recall(DECLARED);
  }

  @Override
  public Recall with(Options newOptions) {
    return new Recall(newOptions);
  }

  @Override
  public MetricState start() {
    return ConfusionState.ofTopClasses(
        this, counts -> Ratios.shares(counts.truePositives(0), counts.falseNegatives(0)));
  }
}
