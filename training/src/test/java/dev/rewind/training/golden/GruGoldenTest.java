package dev.rewind.training.golden;

import dev.rewind.testkit.GoldenRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The GRU equals Keras' in values and gradients. */
@Tag("golden")
class GruGoldenTest {

  @Test
  void layersEqualKeras() {
    GoldenRun.of("gru_layer").run(GruGolden::check);
  }

  @Test
  void cellsEqualKeras() {
    GoldenRun.of("gru_cell").run(GruGolden::check);
  }
}
