package dev.rewind.layers.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationCodecTest {

  /** How Keras writes a function that it does not have itself. */
  private static Map<String, Object> function(String registeredName) {
    return Map.of(
        "module", "builtins",
        "class_name", "function",
        "config", registeredName,
        "registered_name", "function");
  }

  static List<Arguments> plainForms() {
    return List.of(
        Arguments.of(Activations.TANH, "tanh"),
        Arguments.of(Activations.SILU, "silu"),
        Arguments.of(Activations.SOFTMAX, "softmax"),
        Arguments.of(
            Activations.elu(0.5), Map.of("class_name", "elu", "config", Map.of("alpha", 0.5))),
        Arguments.of(
            Activations.gelu(true),
            Map.of("class_name", "gelu", "config", Map.of("approximate", true))),
        Arguments.of(
            Activations.threshold(0.75, -2),
            Map.of(
                "class_name",
                "threshold",
                "config",
                Map.of("threshold", 0.75, "default_value", -2.0))),
        Arguments.of(Activations.LEGACY_HARD_SIGMOID, function("legacy_hard_sigmoid")));
  }

  @ParameterizedTest
  @MethodSource("plainForms")
  void plainFormIsThatOfKerasAndReadsBack(Activation activation, Object plain) {
    assertThat(Activations.CODEC.write(activation)).isEqualTo(plain);
    assertThat(Activations.CODEC.read(plain)).isEqualTo(activation);
  }

  @Test
  void everyActivationReadsBack() {
    for (Activation activation : Activations.REGISTRY.prototypes()) {
      if (!activation.name().equals("threshold")) {
        assertThat(Activations.CODEC.read(Activations.CODEC.write(activation)))
            .isEqualTo(activation);
        assertThat(Activations.get(activation.name())).isEqualTo(activation);
      }
    }
  }

  @Test
  void absentMeansLinear() {
    assertThat(Activations.CODEC.read(Optional.empty())).isEqualTo(Activations.LINEAR);
    assertThat(Activations.CODEC.write(Activations.LINEAR)).isEqualTo("linear");
  }

  @Test
  void functionKeepsTheNameUnderWhichItWasRegistered() {
    Map<String, Object> recorded = function("golden>legacy_hard_sigmoid");
    Activation read = Activations.CODEC.read(recorded);
    assertThat(Activations.CODEC.write(read)).isEqualTo(recorded);
    try (Tape tape = Tape.create()) {
      Variable x = tape.constant(new DMatrixRMaj(new double[][] {{-3, -1, 0.5, 2.75}}));
      assertThat(read.apply(x).value().get2DData())
          .isDeepEqualTo(new double[][] {{0, 0.3, 0.6, 1}});
    }
  }

  @Test
  void functionsThatAreNotKnownAreRefused() {
    assertThatThrownBy(
            () -> Activations.CODEC.read(Map.of("class_name", "function", "config", "mine>relu")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a function of Keras or legacy_hard_sigmoid; others can not be read");
  }
}
