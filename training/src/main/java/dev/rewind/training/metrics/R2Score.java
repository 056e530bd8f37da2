package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import java.util.Optional;

/**
 * How much of the variation of the targets the predictions explain: the coefficient of
 * determination.
 *
 * <pre>
 *   R²  = 1 − Σ w·(t − p)² / Σ w·(t − mean t)²            for each column
 *   R²' = 1 − (1 − R²) · (n − 1) / (n − numRegressors − 1)   n elements, as Keras counts them
 * </pre>
 *
 * <p>1 is perfect, 0 as good as the mean of the targets, and less is worse. Where targets do not
 * vary, the score is 0, or NaN if the predictions are equal to them. n is the number of rows times
 * that of columns, masked ones included. With too few of them for {@code numRegressors} the score
 * stays as it is, R².
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}. Keras takes no sequences; here each
 * step is a row.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/regression_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record R2Score(Options options) implements MetricOptions<R2Score> {
  /** Option {@code class_aggregation}. */
  public static final Option<ClassAggregation> CLASS_AGGREGATION =
      Option.of("class_aggregation", ClassAggregation.CODEC, ClassAggregation.UNIFORM_AVERAGE);

  /** Option {@code num_regressors}. */
  public static final Option<Integer> NUM_REGRESSORS =
      Option.of("num_regressors", Codecs.INTEGER, 0).in(n -> n >= 0, "at least 0");

  private static final Options DECLARED =
      MetricOptions.declare("R2Score", CLASS_AGGREGATION, NUM_REGRESSORS);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public R2Score {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static R2Score of() {
    return new R2Score(DECLARED);
  }

  @Override
  public R2Score with(Options newOptions) {
    return new R2Score(newOptions);
  }

  /**
   * Says how the scores of the columns become one number.
   *
   * @param classAggregation by default their mean; with {@link ClassAggregation#NONE} there is one
   *     result for each column
   * @return a changed copy
   */
  public R2Score classAggregation(ClassAggregation classAggregation) {
    return with(options.with(CLASS_AGGREGATION, classAggregation));
  }

  /**
   * How the scores of the columns become one number.
   *
   * @return the way
   */
  public ClassAggregation classAggregation() {
    return options.get(CLASS_AGGREGATION);
  }

  /**
   * Asks for the adjusted score, which takes into account that more inputs explain more by chance.
   *
   * @param numRegressors number of independent inputs, at least 0; 0, the default, is the plain
   *     score
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public R2Score numRegressors(int numRegressors) {
    return with(options.with(NUM_REGRESSORS, numRegressors));
  }

  /**
   * The number of independent inputs.
   *
   * @return 0 for the plain score
   */
  public int numRegressors() {
    return options.get(NUM_REGRESSORS);
  }

  @Override
  public boolean isScalar() {
    return classAggregation() != ClassAggregation.NONE;
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "Give the last layer one unit for each target.");
  }

  @Override
  public MetricState start() {
    return R2State.of(this);
  }
}
