package dev.rewind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a compiler does not check: files stay short, packages say what they are, ops their gradient.
 */
class HouseRulesTest {
  private static final int LONGEST_FILE = 400;

  private static final Pattern NULL_MARKED = Pattern.compile("^@NullMarked$", Pattern.MULTILINE);

  /** A record that implements an interface whose name ends in Op. */
  private static final Pattern OP =
      Pattern.compile("\\brecord (?<name>\\w+)\\([^{;]*\\)\\s+implements\\s[^{]*\\b\\w*Op\\b");

  private static final Pattern BLOCK = Pattern.compile("<pre>.*?</pre>", Pattern.DOTALL);

  /** {@code dx = …}, {@code dxᵢ = …}, {@code dx[rows] += …} at the start of a line. */
  private static final Pattern GRADIENT =
      Pattern.compile("^ *\\* +d\\p{L}+(\\[.*])? \\+?= ", Pattern.MULTILINE);

  /** The top of the checkout; outside Maven, tests run in the directory of their module. */
  private static final Path ROOT = Path.of(System.getProperty("rewind.root", ".."));

  @Test
  void noJavaFileIsLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : javaFiles()) {
      int lines = Files.readAllLines(file).size();
      if (lines > LONGEST_FILE) {
        tooLong.add(ROOT.relativize(file) + ": " + lines + " lines");
      }
    }

    assertThat(tooLong).as("Java files above %d lines", LONGEST_FILE).isEmpty();
  }

  @Test
  void everyPackageHasItsPackageInfo() throws IOException {
    List<Path> packages =
        javaFiles().stream()
            .filter(inside("src/main/java"))
            .map(Path::getParent)
            .distinct()
            .toList();

    assertThat(packages).isNotEmpty();
    assertThat(packages)
        .filteredOn(directory -> Files.notExists(directory.resolve("package-info.java")))
        .as("packages without package-info.java")
        .isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    Map<Path, String> infos = sources("src/main/java");
    infos.keySet().removeIf(file -> !file.endsWith("package-info.java"));

    assertThat(infos).isNotEmpty();
    infos.values().removeIf(source -> NULL_MARKED.matcher(source).find());
    assertThat(infos.keySet()).as("package-info.java without @NullMarked").isEmpty();
  }

  @Test
  void everyOpStatesItsGradient() throws IOException {
    List<String> ops = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (String source : sources("src/main/java/dev/rewind/autograd/ops").values()) {
      Matcher op = OP.matcher(source);
      while (op.find()) {
        ops.add(op.group("name"));
        if (!statesGradient(source.substring(0, op.start()))) {
          silent.add(op.group("name"));
        }
      }
    }

    assertThat(ops).contains("Tanh", "Div", "MatMul", "GatherRows");
    assertThat(silent).as("ops without an equation of their gradient in <pre>").isEmpty();
  }

  /** Whether the comment that stands last has a block with an equation such as dx = …. */
  private static boolean statesGradient(String before) {
    String comment = before.substring(Math.max(0, before.lastIndexOf("/**")));
    return BLOCK
        .matcher(comment)
        .results()
        .anyMatch(block -> GRADIENT.matcher(block.group()).find());
  }

  private static Map<Path, String> sources(String directory) throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (Path file : javaFiles()) {
      if (inside(directory).test(file)) {
        sources.put(ROOT.relativize(file), Files.readString(file));
      }
    }
    return sources;
  }

  /** Those of all modules; what Maven writes beside them may vanish while it is looked at. */
  private static List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path sources : sourceDirectories()) {
      try (Stream<Path> paths = Files.walk(sources)) {
        paths.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
      }
    }
    assertThat(files).as("Java files below %s", ROOT).isNotEmpty();
    return files;
  }

  private static List<Path> sourceDirectories() throws IOException {
    try (Stream<Path> directories = Files.list(ROOT)) {
      return directories.map(module -> module.resolve("src")).filter(Files::isDirectory).toList();
    }
  }

  /** Files of a module in the given directory of that module. */
  private static Predicate<Path> inside(String directory) {
    PathMatcher matcher = ROOT.getFileSystem().getPathMatcher("glob:*/" + directory + "/**");
    return file -> matcher.matches(ROOT.relativize(file));
  }
}
