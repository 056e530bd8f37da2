package dev.rewind.training.metrics;

import dev.rewind.core.options.Options;

/**
 * The harmonic mean of precision and recall of each class.
 *
 * <pre>
 *   F = 2 · P·R / (P + R + ε)
 *
 *   P = TP / (TP + FP + ε)      R = TP / (TP + FN + ε)      ε = 10⁻⁷
 *   TP = Σ w·y·t    FP = Σ w·y·(1 − t)    FN = Σ w·(1 − y)·t
 *   y = [p &gt; threshold], or without a threshold [p is the largest of its row]
 * </pre>
 *
 * <p>Equally large elements are all 1 then, and where the largest is 0 none is.
 *
 * <p><b>Shapes</b>: targets, 0 or 1, and predictions {@code [rows, classes]}. Keras takes no
 * sequences; here each step is a row.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/f_score_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record F1Score(Options options) implements FScoreOptions<F1Score> {
  private static final Options DECLARED = MetricOptions.declare("F1Score", AVERAGE, THRESHOLD);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public F1Score {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static F1Score of() {
    return new F1Score(DECLARED);
  }

  @Override
  public F1Score with(Options newOptions) {
    return new F1Score(newOptions);
  }

  @Override
  public MetricState start() {
    return FScoreState.of(this, 1);
  }
}
