package dev.rewind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.MarkdownPage.Block;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages show compiles and works; what they quote and link to is there. */
class DocsTest {
  private static final int LONGEST_CONTRIBUTING = 60;

  @TempDir Path directory;

  /** Every page for readers: those at the top, and those in docs. */
  static List<MarkdownPage> pages() throws IOException {
    List<MarkdownPage> pages = new ArrayList<>();
    for (Path folder : List.of(MarkdownPage.ROOT, MarkdownPage.ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .sorted()
            .map(MarkdownPage::of)
            .forEach(pages::add);
      }
    }
    assertThat(pages)
        .extracting(MarkdownPage::toString)
        .contains("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/ARCHITECTURE.md");
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaBlocksCompile(MarkdownPage page) throws Exception {
    CompiledPage.of(page, directory).close();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void quotedCodeStandsInTheFile(MarkdownPage page) throws IOException {
    for (Block block : page.blocks("java")) {
      for (String link : block.quoted()) {
        List<String> source = Files.readAllLines(page.resolve(link));
        assertThat(quotes(source, block.text().lines().toList()))
            .as("%s:%d stands in %s", page, block.line(), link)
            .isTrue();
      }
    }
  }

  /** Whether lines stand in a file, indented as there or less by the same for all. */
  private static boolean quotes(List<String> source, List<String> lines) {
    for (String indent : List.of("", "  ", "    ")) {
      List<String> indented =
          lines.stream().map(line -> line.isEmpty() ? line : indent + line).toList();
      if (Collections.indexOfSubList(source, indented) >= 0) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void relativeLinksLeadToAFile(MarkdownPage page) {
    assertThat(page.links())
        .filteredOn(link -> !link.contains("://") && !link.startsWith("#"))
        .allSatisfy(link -> assertThat(page.resolve(link)).exists());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/ADDING_AN_OP.md",
        "docs/ADDING_A_LAYER.md",
        "docs/GRU.md",
        "docs/PERFORMANCE.md",
        "docs/TRAINING.md"
      })
  void testsOnThePagePass(String path) throws Exception {
    try (CompiledPage compiled = CompiledPage.of(MarkdownPage.of(path), directory)) {
      int run = 0;
      for (Class<?> type : compiled.types()) {
        for (Method method : type.getDeclaredMethods()) {
          if (method.isAnnotationPresent(Test.class)) {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            CompiledPage.invoke(method, constructor.newInstance());
            run++;
          }
        }
      }
      assertThat(run).as("tests on %s", path).isPositive();
    }
  }

  /** The page on operations lists the tests that find a wrong one. */
  @Test
  void testsThatThePageListsExist() throws IOException {
    Path folder = MarkdownPage.ROOT.resolve("autograd/src/test/java/dev/rewind/autograd/ops");
    String tests =
        Files.readString(folder.resolve("OpGradientsTest.java"))
            + Files.readString(folder.resolve("OpContractTest.java"));
    String page = String.join("\n", MarkdownPage.of("docs/ADDING_AN_OP.md").lines());
    List<String> names =
        Pattern.compile("`\\.(\\w+)`").matcher(page).results().map(m -> m.group(1)).toList();
    assertThat(names)
        .hasSizeGreaterThan(5)
        .allSatisfy(name -> assertThat(tests).contains("void " + name + "("));
  }

  /** Every difference from Keras names the test that holds it. */
  @Test
  void testsThatHoldTheDifferencesExist() throws IOException {
    String text = String.join("\n", MarkdownPage.of("docs/KERAS_DIFFERENCES.md").lines());
    Map<String, String> tests = testClasses();
    List<String> missing = new ArrayList<>();
    List<MatchResult> named = results("`(\\w+(?:Test|Contract))(\\.(\\w+))?`", text);
    for (MatchResult name : named) {
      String declared =
          Optional.ofNullable(name.group(3)).map(m -> "void " + m + "(").orElse(name.group(1));
      if (!tests.getOrDefault(name.group(1), "").contains(declared)) {
        missing.add(name.group());
      }
    }
    for (MatchResult scenarios : results("`TfKerasRules`:((,?\\s+`\\w+`)+)", text)) {
      for (MatchResult scenario : results("\\w+", scenarios.group(1))) {
        if (!tests.get("TfKerasRules").contains('"' + scenario.group() + '"')) {
          missing.add("TfKerasRules: " + scenario.group());
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(missing).as("tests that are not there").isEmpty();
  }

  private static List<MatchResult> results(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }

  private static Map<String, String> testClasses() throws IOException {
    Map<String, String> classes = new HashMap<>();
    try (Stream<Path> files = Files.walk(MarkdownPage.ROOT)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (file.toString().contains("src/test/java")) {
          classes.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
    return classes;
  }

  @Test
  void contributingIsShort() {
    assertThat(MarkdownPage.of("CONTRIBUTING.md").lines())
        .hasSizeLessThanOrEqualTo(LONGEST_CONTRIBUTING);
  }
}
