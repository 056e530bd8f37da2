package dev.rewind.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.saving.Safetensors;
import dev.rewind.saving.StoredTensor;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenFiles;
import dev.rewind.testkit.GoldenValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs golden cases of files: every tensor of every type, bit by bit, and the way back. */
final class SafetensorsGolden {
  private SafetensorsGolden() {}

  static void check(GoldenCase golden) throws IOException {
    Safetensors file = read(golden, golden.get("file").text());
    List<String> names = new ArrayList<>();
    for (GoldenValue recorded : golden.get("tensors").items()) {
      String name = recorded.get("name").text();
      StoredTensor tensor = file.tensor(name);
      assertThat(tensor.dtype()).hasToString(recorded.get("dtype").text());
      compare(name, tensor, recorded.get("value"));
      names.add(name);
    }
    assertThat(file.tensors().keySet()).containsExactlyElementsOf(names);
    Object metadata = golden.find("metadata").map(GoldenValue::plain).orElse(Map.of());
    assertThat(file.metadata()).isEqualTo(metadata);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    file.write(bytes);
    Safetensors again = Safetensors.read(new ByteArrayInputStream(bytes.toByteArray()), "again");
    assertThat(again.tensors()).isEqualTo(file.tensors());
    assertThat(again.metadata()).isEqualTo(file.metadata());
  }

  /** Reads a file that a case refers to. */
  static Safetensors read(GoldenCase golden, String path) throws IOException {
    byte[] bytes = GoldenFiles.configured().file(golden.suite(), path);
    return Safetensors.read(new ByteArrayInputStream(bytes), path);
  }

  /** Compares shape and values, which must be the very same. */
  static void compare(String name, StoredTensor tensor, GoldenValue recorded) {
    assertThat(tensor.shape().sizes().stream().mapToInt(size -> size).toArray())
        .as("shape of %s", name)
        .isEqualTo(recorded.tensor().shape());
    assertThat(tensor.values()).as(name).isEqualTo(recorded.tensor().values());
  }
}
