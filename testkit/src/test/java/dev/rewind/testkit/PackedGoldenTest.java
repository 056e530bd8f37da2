package dev.rewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedGoldenTest {
  private static final PackedGolden PACKED = new PackedGolden();

  static Iterable<String> suites() {
    return PACKED.suites();
  }

  @Test
  void manifestSaysWhereTheNumbersComeFrom() {
    JsonNode manifest = PACKED.manifest();
    assertThat(manifest.path("format").asText()).isEqualTo("golden-1");
    assertThat(manifest.path("keras_version").asText()).isEqualTo("3.15.1");
    assertThat(manifest.path("torch_version").asText()).isEqualTo("2.13.0");
    assertThat(manifest.path("seed").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everyFileHasTheHashOfTheManifest(String suite) throws GeneralSecurityException {
    SortedMap<String, String> expected = new TreeMap<>();
    for (JsonNode file : PACKED.manifest().path("files")) {
      String path = file.path("path").asText();
      if (path.startsWith(suite + "/")) {
        expected.put(path.substring(suite.length() + 1), file.path("sha256").asText());
      }
    }
    SortedMap<String, String> found = new TreeMap<>();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    PACKED
        .entries(suite, name -> true)
        .forEach((name, bytes) -> found.put(name, HexFormat.of().formatHex(sha256.digest(bytes))));
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everySuiteHasTheCasesOfTheManifest(String suite) {
    GoldenSuite read = GoldenFiles.packed().suite(suite).orElseThrow();
    int expected = PACKED.manifest().path("suites").path(suite).path("cases").asInt();
    assertThat(read.cases()).hasSize(expected).isNotEmpty();
    assertThat(read.cases()).allSatisfy(golden -> assertThat(golden.what()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everyTensorFitsItsShapeAndType(String suite) {
    int tensors = 0;
    for (GoldenCase golden : GoldenFiles.packed().suite(suite).orElseThrow().cases()) {
      tensors += tensorsRead(golden.value());
    }
    assertThat(tensors).isPositive();
  }

  /** Reads every tensor within a value, which fails if one is malformed. */
  private static int tensorsRead(GoldenValue value) {
    if (value.isTensor()) {
      return value.tensor().values().length > 0 ? 1 : 0;
    }
    Object plain = value.plain();
    if (plain instanceof Map) {
      return value.fields().values().stream().mapToInt(PackedGoldenTest::tensorsRead).sum();
    }
    return plain instanceof List
        ? value.items().stream().mapToInt(PackedGoldenTest::tensorsRead).sum()
        : 0;
  }

  @Test
  void caseOfAGruReadsAsItStandsInTheFile() {
    GoldenCase golden =
        GoldenFiles.packed().suite("gru_layer").orElseThrow().cases().stream()
            .filter(found -> found.name().equals("after_seq_zero_mask-right"))
            .findFirst()
            .orElseThrow();
    assertThat(golden.group()).isEqualTo("systematic");
    assertThat(golden.get("args").get("units").integer()).isEqualTo(2);
    assertThat(golden.config().orElseThrow().get("reset_after").flag()).isTrue();
    GoldenValue call = golden.get("calls").items().get(0);
    Tensor inputs = call.get("inputs").tensor();
    assertThat(inputs.shape()).containsExactly(2, 4, 2);
    // Row t·batch + b: step 1 of sample 0 is row 2, step 3 of sample 1 the last.
    assertThat(inputs.matrix().get(2, 0)).isEqualTo(-2.84261);
    assertThat(inputs.matrix().get(7, 1)).isEqualTo(-0.73448);
    assertThat(call.get("mask").tensor().mask()[0]).containsExactly(true, true, true, false);
    assertThat(call.get("loss").number()).isEqualTo(-2.654185035879295);
    assertThat(call.get("gradients").get("weights").fields().keySet())
        .containsExactly("kernel", "recurrent_kernel", "bias");
  }
}
