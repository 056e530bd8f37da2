package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * How much rows point the same way: the mean cosine of the angle between target and prediction.
 *
 * <pre>
 *   v = Σ t̂ ⊙ p̂        x̂ = x / max(|x|, 10⁻⁷)
 * </pre>
 *
 * <p>1 is the same direction, 0 a right angle or a row of zeros, -1 the opposite direction. The
 * loss of the same name, {@link dev.rewind.training.losses.CosineSimilarity}, is the negative.
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}: a sequence is compared step by step.
 * With {@code axis(1)} it is compared along time, feature by feature, as the loss does it, with the
 * same weights.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/regression_metrics.py}, Keras 3.15.1; unlike there, a
 * changed axis stands in the configuration.
 *
 * @param options all options with their values
 */
public record CosineSimilarity(Options options)
    implements MeanMetric, MetricOptions<CosineSimilarity> {
  private static final Option<Integer> AXIS = dev.rewind.training.losses.CosineSimilarity.AXIS;
  private static final Options DECLARED =
      MetricOptions.declare("CosineSimilarity", AXIS).quiet(AXIS);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public CosineSimilarity {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static CosineSimilarity of() {
    return new CosineSimilarity(DECLARED);
  }

  @Override
  public CosineSimilarity with(Options newOptions) {
    return new CosineSimilarity(newOptions);
  }

  /**
   * Says along what is compared.
   *
   * @param axis -1, the features, by default; 1, the time of sequences
   * @return a changed copy
   * @throws IllegalArgumentException if it is another
   */
  public CosineSimilarity axis(int axis) {
    return with(options.with(AXIS, axis));
  }

  /**
   * Along what is compared.
   *
   * @return -1, the features, or 1, the time of sequences
   */
  public int axis() {
    return options.get(AXIS);
  }

  @Override
  public MetricState start() {
    return axis() == -1 ? MeanMetric.super.start() : new AlongTimeState(this, axis(-1).start());
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    loss().checkShapes(targets, predictions);
  }

  @Override
  public DMatrixRMaj values(DMatrixRMaj targets, DMatrixRMaj predictions) {
    DMatrixRMaj values = loss().values(targets, predictions);
    CommonOps_DDRM.changeSign(values);
    return values;
  }

  private LossMetric loss() {
    return LossMetric.of(dev.rewind.training.losses.CosineSimilarity.of().name(name()));
  }
}
