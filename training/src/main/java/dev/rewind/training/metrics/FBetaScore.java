package dev.rewind.training.metrics;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;

/**
 * The harmonic mean of precision and recall of each class, in which recall counts β times as much.
 *
 * <pre>
 *   F = (1 + β²) · P·R / (β²·P + R + ε)
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
public record FBetaScore(Options options) implements FScoreOptions<FBetaScore> {
  /** Option {@code beta}. */
  public static final Option<Double> BETA =
      Option.of("beta", Codecs.DOUBLE, 1.0).in(Range.POSITIVE);

  private static final Options DECLARED =
      MetricOptions.declare("FBetaScore", AVERAGE, BETA, THRESHOLD)
          .withDefault(NAME, "fbeta_score");

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public FBetaScore {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static FBetaScore of() {
    return new FBetaScore(DECLARED);
  }

  @Override
  public FBetaScore with(Options newOptions) {
    return new FBetaScore(newOptions);
  }

  /**
   * Says how much recall counts.
   *
   * @param beta above 0; 1, the default, is the {@link F1Score}, 2 takes recall for twice as
   *     important as precision
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite and positive
   */
  public FBetaScore beta(double beta) {
    return with(options.with(BETA, beta));
  }

  /**
   * How much recall counts.
   *
   * @return above 0
   */
  public double beta() {
    return options.get(BETA);
  }

  @Override
  public MetricState start() {
    return FScoreState.of(this, beta());
  }
}
