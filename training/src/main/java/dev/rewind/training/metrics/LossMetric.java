package dev.rewind.training.metrics;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.CosineSimilarity;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.SampleWeights;
import java.util.LinkedHashMap;
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
 * @param dtype the type of number that a configuration of Keras asks for, see {@link
 *     MetricOptions#DTYPE}
 */
public record LossMetric(Loss loss, String dtype) implements MeanMetric {
  /** What losses have in their configuration and metrics have not. */
  private static final Set<String> LOSS_ONLY = Set.of("reduction", "axis");

  /**
   * Takes a loss that each row has.
   *
   * @param loss what is averaged; gives the metric its name
   * @param dtype the type of number that a configuration of Keras asks for
   * @throws IllegalArgumentException if it is one of whole sequences, or compares along time
   */
  public LossMetric {
    Checks.require(
        !loss.perSequence(),
        "LossMetric",
        loss.name() + " is a loss of whole sequences; expected one of rows. Read it off the loss.");
    Checks.require(
        !(loss instanceof CosineSimilarity cosine && cosine.axis() == 1),
        "LossMetric",
        loss.name()
            + " compares along time; expected a loss of rows. Use the metric CosineSimilarity.");
  }

  /**
   * A metric.
   *
   * @param loss what is averaged; gives the metric its name
   * @return the metric
   * @throws IllegalArgumentException if it is one of whole sequences, or compares along time
   */
  public static LossMetric of(Loss loss) {
    return new LossMetric(loss, MetricOptions.DTYPE.defaultValue().orElseThrow());
  }

  @Override
  public Options options() {
    return loss.options();
  }

  @Override
  public LossMetric with(Options newOptions) {
    return new LossMetric(loss.with(newOptions), dtype);
  }

  /** Keras' {@code get_config}: the loss's without what only losses have. */
  @Override
  public Map<String, Object> getConfig() {
    Map<String, Object> config = loss.getConfig();
    config.keySet().removeAll(LOSS_ONLY);
    config.put(MetricOptions.DTYPE.key(), dtype);
    return config;
  }

  @Override
  public LossMetric fromConfig(Map<String, ?> config) {
    Map<String, Object> ofLoss = new LinkedHashMap<>(config);
    Object type = ofLoss.remove(MetricOptions.DTYPE.key());
    return new LossMetric(
        loss.fromConfig(ofLoss),
        type == null ? MetricOptions.DTYPE.defaultValue().orElseThrow() : Codecs.TEXT.read(type));
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
