package dev.rewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class GoldenRunTest {
  private static final PendingCases NOTHING_PENDING = new PendingCases(List.of());

  @TempDir Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /**
   * Returns a run of a suite of the directory that first gets cases named a, b, c … in suite toy.
   */
  private GoldenRun run(String suite, PendingCases pending, String... names) throws IOException {
    String[] cases = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      cases[i] = "{\"name\": \"%s\", \"what\": \"made\"}".formatted(names[i]);
    }
    Path folder = Files.createDirectories(directory.resolve("toy"));
    Files.writeString(folder.resolve("made.json"), Golden.file("", cases));
    return runOf(suite, GoldenFiles.in(directory), pending);
  }

  private GoldenRun runOf(String suite, GoldenFiles files, PendingCases pending) {
    return new GoldenRun(
        suite, files, pending, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private List<String> printedLines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static GoldenCheck failing(String... names) {
    return golden -> {
      if (Set.of(names).contains(golden.name())) {
        throw new AssertionError(golden.name() + " is wrong");
      }
    };
  }

  @Test
  void everyCaseIsRunOnceAndCounted() throws IOException {
    List<String> seen = new ArrayList<>();
    run("toy", NOTHING_PENDING, "a", "b", "c").run(golden -> seen.add(golden.name()));
    assertThat(seen).containsExactly("a", "b", "c");
    assertThat(printedLines()).containsExactly("golden: toy: 3 passed, 0 failed");
  }

  @Test
  void whateverACaseThrowsIsAFailureAndTheOthersStillRun() throws IOException {
    GoldenRun run = run("toy", NOTHING_PENDING, "assertion", "error", "checked", "abort", "fine");
    assertThatThrownBy(
            () ->
                run.run(
                    golden -> {
                      switch (golden.name()) {
                        case "assertion" -> throw new AssertionError("kernel[0, 1]: got 1.5");
                        case "error" -> throw new StackOverflowError();
                        case "checked" -> throw new IOException("no\n  file");
                        case "abort" -> throw new TestAbortedException("not today");
                        default -> {}
                      }
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            toy: 4 of 5 cases failed that are not pending; expected none.
            By message:
              1 × kernel[#, #]: got #
              1 × StackOverflowError
              1 × IOException: no file
              1 × TestAbortedException: not today
            Cases:
              assertion: kernel[0, 1]: got 1.5
              error: StackOverflowError
              checked: IOException: no file
              abort: TestAbortedException: not today\
            """)
        .satisfies(error -> assertThat(error.getSuppressed()).hasSize(4));
    assertThat(printedLines()).containsExactly("golden: toy: 1 passed, 4 failed");
  }

  @Test
  void messageCountsKindsAndNamesTheFirstTenCases() throws IOException {
    String[] names = IntStream.range(0, 13).mapToObj(i -> "case" + i).toArray(String[]::new);
    GoldenRun run = run("toy", NOTHING_PENDING, names);
    assertThatThrownBy(
            () ->
                run.run(
                    golden -> {
                      String text = golden.name().equals("case0") ? "rare" : "loss: got 1.5e-3";
                      throw new AssertionError(text);
                    }))
        .hasMessageStartingWith(
            """
            toy: 13 of 13 cases failed that are not pending; expected none.
            By message:
              12 × loss: got #
              1 × rare
            Cases:
              case0: rare
              case1: loss: got 1.5e-3
            """)
        .hasMessageContaining("\n  case9: loss: got 1.5e-3\n  … and 3 more")
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("case10"));
  }

  @Test
  void pendingFailureIsCountedButDoesNotFailTheTest() throws IOException {
    PendingCases pending = new PendingCases(PendingCases.where("toy", "name", "later", "b"));
    run("toy", pending, "a", "b", "c").run(failing("b"));
    assertThat(printedLines())
        .containsExactly(
            "golden: toy: 2 passed, 1 failed",
            "(1 of those failed use what is not built yet: PendingCases)");
  }

  @Test
  void failureBesideAPendingOneFailsTheTest() throws IOException {
    PendingCases pending = new PendingCases(PendingCases.where("toy", "name", "later", "b"));
    GoldenRun run = run("toy", pending, "a", "b", "c");
    assertThatThrownBy(() -> run.run(failing("b", "c")))
        .hasMessageStartingWith("toy: 1 of 3 cases failed that are not pending; expected none.")
        .hasMessageContaining("c: c is wrong")
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("b is wrong"));
    assertThat(printedLines())
        .containsExactly(
            "golden: toy: 1 passed, 2 failed",
            "(1 of those failed use what is not built yet: PendingCases)");
  }

  @Test
  void pendingRuleWhoseCasesAllPassMustBeTakenOff() {
    PendingCases pending =
        new PendingCases(PendingCases.where("activations", "activation", "later", "tanh", "elu"));
    GoldenRun run = runOf("activations", GoldenFiles.packed(), pending);
    assertThatThrownBy(
            () ->
                run.run(golden -> assertThat(golden.get("activation").text()).isNotEqualTo("elu")))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "activations: these pass now, but are listed as pending."
                + " Take them off the list in PendingCases:"
                + "\n"
                + "  activations where activation is tanh (later)");
  }

  @Test
  void anotherDirectoryDoesNotJudgeTheListOfPendingCases() throws IOException {
    PendingCases pending = new PendingCases(PendingCases.where("toy", "name", "later", "b"));
    GoldenRun run = run("toy", pending, "a", "b");
    assertThatCode(() -> run.run(failing())).doesNotThrowAnyException();
    assertThat(printedLines()).containsExactly("golden: toy: 2 passed, 0 failed");
  }

  @Test
  void suiteThatADirectoryLacksIsReportedAsAbsent() throws IOException {
    run("gru_cell", NOTHING_PENDING, "a").run(failing("a"));
    assertThat(printedLines())
        .containsExactly(
            "golden: gru_cell: 0 passed, 0 failed", "(" + directory + " has no suite gru_cell)");
  }
}
