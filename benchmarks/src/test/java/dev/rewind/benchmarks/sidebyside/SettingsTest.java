package dev.rewind.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.benchmarks.task.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void whatIsNotSaidIsTheDefault() {
    assertThat(Settings.parse(List.of())).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void everyKeyIsRead() {
    Settings settings =
        Settings.parse(
            List.of(
                "python=/venv/bin/python",
                "sizes=1x2x3x4,5x6x7x8",
                "work=inference",
                "rounds=3",
                "seconds=0.25",
                "warmup=2",
                "threads=1",
                "kernels=portable"));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "/venv/bin/python",
                List.of(new Size(1, 2, 3, 4), new Size(5, 6, 7, 8)),
                List.of(Work.INFERENCE),
                3,
                0.25,
                2,
                1,
                Optional.of("portable")));
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    assertRefused(
        "round=3",
        "SideBySide: got 'round=3'; expected KEY=VALUE with a key of"
            + " [python, sizes, work, rounds, seconds, warmup, threads, kernels].");
    assertRefused(
        "rounds=0", "SideBySide: rounds is '0'; expected a whole number from 1 to 999999.");
    assertRefused(
        "seconds=0", "SideBySide: seconds is '0'; expected a positive number such as 0.5.");
    assertRefused(
        "kernels=cuda", "SideBySide: kernels is 'cuda'; expected one of [portable, vector].");
    assertRefused("work=play", "Work: got 'play'; expected one of [training, inference].");
  }

  private static void assertRefused(String word, String message) {
    assertThatThrownBy(() -> Settings.parse(List.of(word)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
