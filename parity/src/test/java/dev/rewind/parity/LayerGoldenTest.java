package dev.rewind.parity;

import dev.rewind.testkit.GoldenRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers and cells equal Keras' in values and gradients. */
@Tag("golden")
class LayerGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"gru_layer", "gru_cell", "layers"})
  void everyCallEqualsKeras(String suite) {
    GoldenRun.of(suite).run(LayerGolden::check);
  }
}
