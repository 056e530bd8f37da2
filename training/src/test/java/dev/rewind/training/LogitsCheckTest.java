package dev.rewind.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.ActivationLayer;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.TimeDistributed;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.losses.BinaryCrossentropy;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import org.junit.jupiter.api.Test;

/** What a crossentropy takes predictions for is what the last layer gives. */
class LogitsCheckTest {
  private static final Loss LABELS = SparseCategoricalCrossentropy.of();
  private static final Loss LOGITS = SparseCategoricalCrossentropy.of().fromLogits(true);

  private static void compile(Loss loss, LayerConfig... layers) {
    Sequential.of(DataShape.sequence(2), layers).build(RandomSource.of(1)).compile(SGD.of(), loss);
  }

  @Test
  void activationThatTheLossAppliesTooIsRefused() {
    assertThatThrownBy(() -> compile(LOGITS, Dense.of(3).activation(Activations.SOFTMAX)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "compile: dense has the activation softmax and sparse_categorical_crossentropy is"
                + " fromLogits(true), which would apply it again; expected one of both."
                + " Leave the activation or fromLogits out.");
    assertThatThrownBy(() -> compile(LOGITS, Dense.of(3), ActivationLayer.of(Activations.SOFTMAX)))
        .hasMessageStartingWith("compile: activation has the activation softmax and");
    assertThatThrownBy(
            () ->
                compile(
                    BinaryCrossentropy.of().fromLogits(true),
                    TimeDistributed.of(Dense.of(1).activation(Activations.SIGMOID))))
        .hasMessageStartingWith("compile: time_distributed has the activation sigmoid and");
  }

  @Test
  void numbersThatAreNoProbabilitiesAreRefused() {
    assertThatThrownBy(() -> compile(LABELS, Dense.of(3)))
        .hasMessage(
            "compile: dense has no activation and sparse_categorical_crossentropy expects"
                + " probabilities. Say fromLogits(true) to the loss, or give dense a softmax or"
                + " sigmoid.");
    assertThatThrownBy(() -> compile(BinaryCrossentropy.of(), TimeDistributed.of(Dense.of(1))))
        .hasMessageStartingWith("compile: time_distributed has no activation and");
  }

  @Test
  void whatFitsOrCanNotBeSeenIsTaken() {
    assertThatCode(
            () -> {
              compile(LOGITS, Dense.of(3));
              compile(LABELS, Dense.of(3).activation(Activations.SOFTMAX));
              compile(LABELS, Dense.of(3), ActivationLayer.of(Activations.SOFTMAX));
              compile(LABELS, Dense.of(3).activation(Activations.RELU));
              compile(MeanSquaredError.of(), Dense.of(3));
            })
        .doesNotThrowAnyException();
  }
}
