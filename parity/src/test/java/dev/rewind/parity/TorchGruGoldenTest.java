package dev.rewind.parity;

import dev.rewind.testkit.GoldenRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** GRUs with the weights of PyTorch's equal them in values and gradients; its files are read. */
@Tag("golden")
class TorchGruGoldenTest {

  @Test
  void everyCallAndEveryFileEqualsPyTorch() {
    GoldenRun.of("torch_gru")
        .run(
            golden -> {
              switch (golden.group()) {
                case "values", "packed" -> TorchGruGolden.check(golden);
                case "safetensors" -> SafetensorsGolden.check(golden);
                default ->
                    throw new UnsupportedOperationException(
                        "group " + golden.group() + " is not built");
              }
            });
  }
}
