package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.rnn.GRU;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerOptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a/b", "encoder/"})
  void nameThatCanNotBeAStepOfAPathIsRefusedWhenSetAndWhenRead(String name) {
    String shown = name.isEmpty() ? "\"\"" : name;
    String message = "GRU: name must be one or more characters other than /, got " + shown + ".";
    assertThatThrownBy(() -> GRU.of(2).name(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> GRU.of(2).fromConfig(Map.of("name", name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  static List<Arguments> nulls() {
    return List.of(
        Arguments.of("name", (ThrowingCallable) () -> GRU.of(2).name(null)),
        Arguments.of(
            "kernelInitializer", (ThrowingCallable) () -> GRU.of(2).kernelInitializer(null)),
        Arguments.of(
            "kernelRegularizer", (ThrowingCallable) () -> GRU.of(2).kernelRegularizer(null)),
        Arguments.of("kernelConstraint", (ThrowingCallable) () -> GRU.of(2).kernelConstraint(null)),
        Arguments.of(
            "recurrentRegularizer", (ThrowingCallable) () -> GRU.of(2).recurrentRegularizer(null)),
        Arguments.of(
            "recurrentConstraint", (ThrowingCallable) () -> GRU.of(2).recurrentConstraint(null)),
        Arguments.of("biasRegularizer", (ThrowingCallable) () -> GRU.of(2).biasRegularizer(null)),
        Arguments.of("biasConstraint", (ThrowingCallable) () -> GRU.of(2).biasConstraint(null)),
        Arguments.of(
            "embeddingsRegularizer",
            (ThrowingCallable) () -> Embedding.of(2, 2).embeddingsRegularizer(null)),
        Arguments.of(
            "embeddingsConstraint",
            (ThrowingCallable) () -> Embedding.of(2, 2).embeddingsConstraint(null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void nullIsRefusedByTheNameOfTheArgument(String name, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name);
  }

  @Test
  void otherNamesAreTakenAndNoneToo() {
    assertThat(GRU.of(2).name("my gru.1").name()).contains("my gru.1");
    assertThat(GRU.of(2).name("gru").fromConfig(Map.of("units", 2, "name", Optional.empty())))
        .isEqualTo(GRU.of(2));
  }
}
