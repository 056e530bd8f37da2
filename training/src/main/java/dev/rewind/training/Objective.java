package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.metrics.Metric;
import java.util.List;
import java.util.Optional;

/**
 * What one output of a model is trained for, and measured by. Immutable.
 *
 * <pre>{@code
 * model.compile(
 *     Adam.of(),
 *     Objective.of(BinaryCrossentropy.of(), Metrics.accuracy()).output("mood"),
 *     Objective.of(MeanSquaredError.of()).output("length").weight(0.2));
 * }</pre>
 *
 * <p>The loss of the model is the sum of those of its outputs, each times its weight: Keras' {@code
 * loss_weights}. With several outputs the names of losses and metrics begin with that of the
 * output: {@code mood_loss}, {@code mood_accuracy}. As in Keras, {@code mood_loss} is not
 * multiplied by the weight.
 *
 * @param loss what is made small
 * @param metrics what is measured besides, without sample weights
 * @param weightedMetrics what is measured besides, with sample weights
 * @param weight how much the loss counts
 * @param output the name of the output, which is that of the layer that gives it; nothing if the
 *     objectives are in the order of the outputs
 */
public record Objective(
    Loss loss,
    List<Metric> metrics,
    List<Metric> weightedMetrics,
    double weight,
    Optional<String> output) {

  /**
   * Copies the lists.
   *
   * @param loss what is made small
   * @param metrics what is measured besides
   * @param weightedMetrics what is measured besides, with sample weights
   * @param weight how much the loss counts
   * @param output the name of the output
   * @throws IllegalArgumentException if the weight is not finite
   */
  public Objective {
    metrics = List.copyOf(metrics);
    weightedMetrics = List.copyOf(weightedMetrics);
    Checks.require(
        Double.isFinite(weight), "Objective", "weight must be finite, got " + weight + ".");
  }

  /**
   * An objective that counts once, for the output in its place.
   *
   * @param loss what is made small
   * @param metrics what is measured besides
   * @return the objective
   */
  public static Objective of(Loss loss, Metric... metrics) {
    return new Objective(loss, List.of(metrics), List.of(), 1, Optional.empty());
  }

  /**
   * Says how much the loss counts: Keras' {@code loss_weights}.
   *
   * @param newWeight any finite number, 1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public Objective weight(double newWeight) {
    return new Objective(loss, metrics, weightedMetrics, newWeight, output);
  }

  /**
   * Says which output this is for.
   *
   * @param name the name of the layer that gives it
   * @return a changed copy
   */
  public Objective output(String name) {
    return new Objective(loss, metrics, weightedMetrics, weight, Optional.of(name));
  }

  /**
   * Says what is measured with sample weights and class weights: Keras' {@code weighted_metrics}.
   *
   * @param newMetrics descriptions of metrics
   * @return a changed copy
   */
  public Objective weightedMetrics(Metric... newMetrics) {
    return new Objective(loss, metrics, List.of(newMetrics), weight, output);
  }
}
