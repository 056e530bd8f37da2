package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Configured;
import java.util.Optional;

/**
 * The description of a number that tells how good predictions are. Immutable.
 *
 * <pre>{@code
 * MetricState state = BinaryAccuracy.of().threshold(0.3).start();
 * state.update(targets, predictions, weights);   // for each batch
 * double soFar = state.result();
 * }</pre>
 */
public interface Metric extends Configured<Metric> {

  /**
   * The name in logs and in a history.
   *
   * @return Keras' name unless it was changed, for example {@code "binary_accuracy"}
   */
  String name();

  /**
   * Whether larger is better, for callbacks that watch the metric.
   *
   * @return the direction; nothing if it depends on the use, as for a mean of predictions
   */
  default Optional<Direction> direction() {
    return Optional.empty();
  }

  /**
   * Refuses shapes that do not fit. A state does so for each batch; a model may do so before
   * training starts.
   *
   * @param targets the shape of the targets
   * @param predictions the shape of the predictions
   * @throws dev.rewind.core.ShapeMismatchException if they do not fit
   */
  void checkShapes(Shape targets, Shape predictions);

  /**
   * Whether the metric is one number, as a history needs it. Some can be told to give several, one
   * for each class or for each threshold, which are read by {@link MetricState#results}.
   *
   * @return true if {@link MetricState#result} gives a number, false if it is refused
   */
  default boolean isScalar() {
    return true;
  }

  /**
   * Starts to add up.
   *
   * @return a new state that has seen nothing
   */
  MetricState start();
}
