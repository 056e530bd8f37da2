package dev.rewind.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServerTest {

  @Test
  void doesAtLeastFiveBunchesAndSaysHowManySteps() throws IOException {
    AtomicInteger steps = new AtomicInteger();
    ByteArrayInputStream orders = bytes("run 0.0 3\n");
    ByteArrayOutputStream answers = new ByteArrayOutputStream();

    new Server(steps::incrementAndGet)
        .serve(302, "Some 1.0, float64", orders, new PrintStream(answers, true));

    List<String> lines = answers.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(Answer.parse(lines.get(0))).contains(new Answer.Ready(302, "Some 1.0, float64"));
    assertThat(Answer.parse(lines.get(1)).orElseThrow())
        .isInstanceOfSatisfying(
            Answer.Took.class, took -> assertThat(took.slice().steps()).isEqualTo(15));
    assertThat(steps).hasValue(15);
  }

  @Test
  void anOtherOrderIsRefused() {
    assertThatThrownBy(
            () ->
                new Server(() -> {})
                    .serve(1, "", bytes("walk 1\n"), new PrintStream(new ByteArrayOutputStream())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Server: got 'walk 1'; expected 'run SECONDS BUNCH'.");
  }

  @Test
  void answersAreReadAndChatterIsNot() {
    assertThat(Answer.parse("took 0.0125 40")).contains(new Answer.Took(new Slice(0.0125, 40)));
    assertThat(Answer.parse("missing No module named 'jax'"))
        .contains(new Answer.Missing("No module named 'jax'"));
    assertThat(Answer.parse("WARNING: something")).isEqualTo(Optional.empty());
    assertThat(Answer.parse("")).isEqualTo(Optional.empty());
  }

  @Test
  void aTaskIsReadAsItIsHandedOver() {
    Task task = Task.parse(List.of("inference", "1x2x3x4", "2"));

    assertThat(task.arguments()).containsExactly("inference", "1x2x3x4", "2");
    assertThatThrownBy(() -> Task.parse(List.of("inference")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Task: got [inference]; expected WORK SIZE THREADS, such as training 32x50x16x32 2.");
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
