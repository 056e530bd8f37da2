package dev.rewind.training.metrics;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.SampleWeights;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * The mean of a loss, reported as a metric: Keras' metrics of the same names as its losses. The
 * loss's reduction plays no part.
 *
 * <pre>{@code
 * Metric crossentropy = LossMetric.of(SparseCategoricalCrossentropy.of().name("nats"));
 * }</pre>
 *
 * <p>As in Keras, rows that the loss leaves out ({@code ignoreClass}) count as 0 unless there is a
 * mask or a sample weight; only then they do not count.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/reduction_metrics.py}, Keras 3.15.1.
 *
 * @param loss what is averaged; gives the metric its name
 */
public record LossMetric(Loss loss) implements MeanMetric {
  /** What losses have in their configuration and metrics have not. */
  private static final Set<String> LOSS_ONLY = Set.of("reduction", "axis");

  /**
   * A metric.
   *
   * @param loss what is averaged; gives the metric its name
   * @return the metric
   */
  public static LossMetric of(Loss loss) {
    return new LossMetric(loss);
  }

  @Override
  public Options options() {
    return loss.options();
  }

  @Override
  public LossMetric with(Options newOptions) {
    return new LossMetric(loss.with(newOptions));
  }

  /** Keras' {@code get_config}: the loss's without what only losses have. */
  @Override
  public Map<String, Object> getConfig() {
    Map<String, Object> config = loss.getConfig();
    config.keySet().removeAll(LOSS_ONLY);
    return config;
  }

  @Override
  public String name() {
    return loss.name();
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    loss.checkShapes(targets, predictions);
  }

  @Override
  public DMatrixRMaj values(DMatrixRMaj targets, DMatrixRMaj predictions) {
    loss.checkTargets(targets, Shape.of(predictions));
    try (Tape tape = Tape.create()) {
      return loss.values(targets, tape.constant(predictions)).value().copy();
    }
  }

  @Override
  public SampleWeights weights(DMatrixRMaj targets, SampleWeights weights) {
    return weights.isUniform() ? weights : loss.mask(targets).map(weights::where).orElse(weights);
  }
}
