package dev.rewind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.MarkdownPage.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README promises a short program that learns, and two commands. */
class ReadmeTest {
  private static final MarkdownPage README = MarkdownPage.of("README.md");
  private static final int LONGEST_PROGRAM = 20;

  /** Few of the walks are so noisy that they can not be told apart. */
  private static final double GOOD_ACCURACY = 0.95;

  @TempDir Path directory;

  @Test
  void firstProgramIsShort() {
    Block program = README.blocks("java").get(0);
    assertThat(program.text()).startsWith("public class FirstProgram {");
    assertThat(program.text().lines()).hasSizeLessThanOrEqualTo(LONGEST_PROGRAM);
  }

  @Test
  void firstProgramLearns() throws Exception {
    String printed;
    try (CompiledPage compiled = CompiledPage.of(README, directory)) {
      printed = StandardOutput.of(() -> compiled.main("FirstProgram"));
    }
    Matcher accuracy = Pattern.compile("Accuracy on new walks: ([0-9.]+)").matcher(printed);
    assertThat(accuracy.find()).as(printed).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).as(printed).isGreaterThan(GOOD_ACCURACY);
  }

  @Test
  void ciRunsTheCommandsOfTheReadme() throws IOException {
    List<String> commands =
        README
            .blocks("")
            .get(0)
            .text()
            .lines()
            .map(line -> line.replaceFirst(" +#.*", ""))
            .toList();
    assertThat(commands).containsExactly("mvn -q -Dexample=JapaneseVowels", "mvn verify");

    // There, maven is mvn without colours and progress bars.
    List<String> script = Files.readAllLines(MarkdownPage.ROOT.resolve(".ci/run"));
    assertThat(script).contains("maven() { mvn --batch-mode --no-transfer-progress \"$@\"; }");
    assertThat(script)
        .containsAll(commands.stream().map(line -> line.replaceFirst("^mvn", "maven")).toList());
  }
}
