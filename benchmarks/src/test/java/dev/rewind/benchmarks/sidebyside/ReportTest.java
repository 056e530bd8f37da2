package dev.rewind.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path directory;

  @Test
  void fileHasEveryFigure() throws IOException {
    Report report =
        new Report(
                Instant.parse("2026-11-20T17:30:00Z"),
                new Machine("Some CPU", 2, "Linux 6.1", "OpenJDK 17.0.15", 0.25),
                Settings.DEFAULT,
                List.of())
            .with(Comparisons.small());
    Path file = directory.resolve("report.json");

    report.write(file);

    JsonNode json = JsonMapper.builder().build().readTree(file.toFile());
    assertThat(json.path("date").asText()).isEqualTo("2026-11-20T17:30:00Z");
    assertThat(json.path("machine"))
        .hasToString(
            "{\"processor\":\"Some CPU\",\"cores\":2,\"system\":\"Linux 6.1\","
                + "\"java\":\"OpenJDK 17.0.15\",\"load\":0.25}");
    assertThat(json.path("settings"))
        .hasToString(
            "{\"rounds\":7,\"seconds\":0.5,\"warmup\":5.0,\"threads\":2,\"kernels\":\"as chosen\"}");
    JsonNode comparison = json.path("comparisons").path(0);
    assertThat(comparison.path("work").asText()).isEqualTo("training");
    assertThat(comparison.path("size"))
        .hasToString("{\"batch\":1,\"timesteps\":50,\"features\":8,\"units\":16}");
    assertThat(comparison.path("absent")).hasToString("{\"Third\":\"No module named 'third'\"}");
    JsonNode other = comparison.path("contenders").path(1);
    assertThat(other.path("name").asText()).isEqualTo("Other");
    assertThat(other.path("about").asText()).isEqualTo("Other 1.2");
    assertThat(other.path("seconds").asDouble()).isEqualTo(0.009);
    assertThat(other.path("secondsOfRounds")).hasToString("[0.006,0.036,0.009]");
    assertThat(other.path("stepsOfRounds")).hasToString("[20,20,20]");
    assertThat(other.path("ratiosOfRounds")).hasSize(3);
  }

  @Test
  void theProcessorIsWhatLinuxSays() {
    assertThat(Machine.processor(List.of("processor\t: 0", "model name\t: Some CPU @ 2.0 GHz")))
        .isEqualTo("Some CPU @ 2.0 GHz");
    assertThat(Machine.processor(List.of())).isEqualTo(System.getProperty("os.arch"));
  }

  @Test
  void aMachineWithOtherWorkIsBusy() {
    assertThat(new Machine("Some CPU", 2, "Linux", "OpenJDK", 0.2).isBusy()).isFalse();
    assertThat(new Machine("Some CPU", 2, "Linux", "OpenJDK", 1.4).isBusy()).isTrue();
  }
}
