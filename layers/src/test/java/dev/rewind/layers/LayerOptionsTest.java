package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.rnn.GRU;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerOptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a/b", "encoder/"})
  void nameThatCanNotBeAStepOfAPathIsRefusedWhenSetAndWhenRead(String name) {
    String message = "GRU: name must be one or more characters other than /, got " + name + ".";
    assertThatThrownBy(() -> GRU.of(2).name(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> GRU.of(2).fromConfig(Map.of("name", name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void otherNamesAreTakenAndNoneToo() {
    assertThat(GRU.of(2).name("my gru.1").name()).contains("my gru.1");
    assertThat(GRU.of(2).name("gru").fromConfig(Map.of("name", Optional.empty())))
        .isEqualTo(GRU.of(2));
  }
}
