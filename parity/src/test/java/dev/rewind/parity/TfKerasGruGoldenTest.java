package dev.rewind.parity;

import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The profiles of tf.keras equal real tf.keras in values and gradients, rules and masks. */
@Tag("golden")
class TfKerasGruGoldenTest {

  @Test
  void everyCaseEqualsTfKeras() {
    GoldenRun.of("tf_keras_gru").run(TfKerasGruGoldenTest::check);
  }

  private static void check(GoldenCase golden) {
    switch (golden.group()) {
      case "cell_mask_methods" -> CellMaskMethods.check(golden);
      case "constrained_training" -> {
        RecordedConfig.check(golden, config -> GoldenLayers.layer(golden, config));
        ConstrainedTraining.check(golden);
      }
      case "rules" -> TfKerasRules.check(golden);
      default -> {
        if (golden.find("quirk").isPresent()) {
          ZeroedByTheWrongMask.check(golden);
        } else {
          LayerGolden.check(golden);
        }
      }
    }
  }
}
