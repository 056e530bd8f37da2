package dev.rewind.testkit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The golden files in use: those packed in this module's resources, or a directory of the same
 * format.
 */
public final class GoldenFiles {
  private static final String DIRECTORY = "rewind.golden";
  private static final String ROOT = "rewind.root";

  private final GoldenSource source;
  private final boolean packed;

  private GoldenFiles(GoldenSource source, boolean packed) {
    this.source = source;
    this.packed = packed;
  }

  /**
   * Returns what the system properties ask for: the directory that {@code rewind.golden} names, or
   * the packed files if it is absent or blank. A relative directory is resolved against the system
   * property {@code rewind.root} (the root of the repository) if that is set, else against the
   * working directory.
   *
   * @return the golden files to test against
   * @throws IllegalArgumentException if the directory does not exist or holds no suite
   */
  public static GoldenFiles configured() {
    String directory = System.getProperty(DIRECTORY, "");
    return directory.isBlank()
        ? packed()
        : in(Path.of(System.getProperty(ROOT, "")).resolve(directory).toAbsolutePath());
  }

  /** {@return the files that are packed in this module's resources} */
  public static GoldenFiles packed() {
    return new GoldenFiles(new PackedGolden(), true);
  }

  /**
   * Returns the files in a directory.
   *
   * @param directory a directory with a folder of {@code *.json} files for each suite
   * @return its golden files
   * @throws IllegalArgumentException if it is not a directory or holds no suite
   */
  public static GoldenFiles in(Path directory) {
    return new GoldenFiles(new GoldenDirectory(directory.normalize()), false);
  }

  /** {@return the names of the suites that are there} */
  public SortedSet<String> suites() {
    return source.suites();
  }

  /**
   * Reads a suite.
   *
   * @param name the name of the suite
   * @return its cases, or empty if a directory has no folder for it: a directory may hold some
   *     suites only
   * @throws IllegalArgumentException if the suite is not among the packed ones, or its files are
   *     not in the format
   */
  public Optional<GoldenSuite> suite(String name) {
    if (suites().contains(name)) {
      return Optional.of(GoldenParser.parse(name, source.files(name)));
    }
    if (packed) {
      throw new IllegalArgumentException(
          "golden: suite %s is not packed; expected one of %s. Pack it with tools/golden/pack."
              .formatted(name, String.join(", ", suites())));
    }
    return Optional.empty();
  }

  /**
   * Reads a file that a case refers to.
   *
   * @param suite the name of the suite
   * @param path the file's path within the suite, such as {@code files/weights.safetensors}
   * @return its content
   * @throws IllegalArgumentException if there is no such file
   */
  public byte[] file(String suite, String path) {
    return source.file(suite, path);
  }

  /** Returns whether these are the packed files, which every build tests against. */
  boolean isPacked() {
    return packed;
  }

  /** {@return the directory, or that these are the packed files} */
  @Override
  public String toString() {
    return source.toString();
  }
}
