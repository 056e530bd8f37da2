package dev.rewind;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a compiler does not check: files stay short, and every package says what it is. */
class HouseRulesTest {
  private static final int LONGEST_FILE = 400;

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

  private static List<Path> javaFiles() throws IOException {
    try (Stream<Path> paths = Files.walk(ROOT)) {
      List<Path> files =
          paths
              .filter(path -> path.toString().endsWith(".java"))
              .filter(not(inside("target")))
              .toList();
      assertThat(files).as("Java files below %s", ROOT).isNotEmpty();
      return files;
    }
  }

  /** Files of a module in the given directory of that module. */
  private static Predicate<Path> inside(String directory) {
    PathMatcher matcher = ROOT.getFileSystem().getPathMatcher("glob:*/" + directory + "/**");
    return file -> matcher.matches(ROOT.relativize(file));
  }
}
