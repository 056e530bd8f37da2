package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.layers.ActivationLayer;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.TimeDistributed;
import dev.rewind.training.losses.CrossentropyOptions;
import dev.rewind.training.losses.Loss;
import java.util.List;
import java.util.Optional;

/**
 * Refuses crossentropies of numbers that are not what the loss takes them for: the loss would be
 * finite, and learning poor, without an error. Only layers whose activation can be seen are looked
 * at.
 */
final class LogitsCheck {
  private LogitsCheck() {}

  static void require(Graph graph, Objectives objectives) {
    List<Layer> layers = graph.outputLayers();
    for (int output = 0; output < layers.size(); output++) {
      Layer layer = layers.get(output);
      if (objectives.get(output).loss() instanceof CrossentropyOptions<?> loss) {
        activation(layer.config())
            .ifPresent(a -> require(layer.name(), a, loss, loss.fromLogits()));
      }
    }
  }

  private static Optional<Activation> activation(LayerConfig layer) {
    if (layer instanceof TimeDistributed steps) {
      return activation(steps.layer());
    }
    if (layer instanceof Dense dense) {
      return Optional.of(dense.activation());
    }
    return layer instanceof ActivationLayer last
        ? Optional.of(last.activation())
        : Optional.empty();
  }

  private static void require(String layer, Activation activation, Loss loss, boolean logits) {
    boolean probabilities =
        activation.equals(Activations.SOFTMAX) || activation.equals(Activations.SIGMOID);
    Checks.require(
        !(logits && probabilities),
        "compile",
        layer
            + " has the activation "
            + activation
            + " and "
            + loss.name()
            + " is fromLogits(true), which would apply it again; expected one of both."
            + " Leave the activation or fromLogits out.");
    Checks.require(
        logits || !activation.equals(Activations.LINEAR),
        "compile",
        layer
            + " has no activation and "
            + loss.name()
            + " expects probabilities. Say fromLogits(true) to the loss, or give "
            + layer
            + " a softmax or sigmoid.");
  }
}
