package dev.rewind.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The suites in a directory: one folder each, holding {@code *.json} and what they refer to. */
final class GoldenDirectory implements GoldenSource {
  private final Path directory;

  GoldenDirectory(Path directory) {
    this.directory = directory;
    if (!Files.isDirectory(directory) || suites().isEmpty()) {
      throw new IllegalArgumentException(
          ("golden: %s %s; expected a directory with a folder of *.json files for each suite."
                  + " Correct the path; a relative one is taken from the root of the repository.")
              .formatted(
                  directory,
                  Files.isDirectory(directory) ? "holds no suite" : "is not a directory"));
    }
  }

  @Override
  public SortedSet<String> suites() {
    SortedSet<String> suites = new TreeSet<>();
    for (Path folder : list(directory)) {
      if (Files.isDirectory(folder) && !jsonFiles(folder).isEmpty()) {
        suites.add(folder.getFileName().toString());
      }
    }
    return Collections.unmodifiableSortedSet(suites);
  }

  @Override
  public SortedMap<String, byte[]> files(String suite) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Path file : jsonFiles(directory.resolve(suite))) {
      files.put(file.getFileName().toString(), bytes(file));
    }
    return files;
  }

  @Override
  public byte[] file(String suite, String path) {
    Path file = directory.resolve(suite).resolve(path);
    if (!Files.isRegularFile(file)) {
      throw missing(suite, path);
    }
    return bytes(file);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("golden: cannot read " + file + ".", e);
    }
  }

  private static List<Path> jsonFiles(Path folder) {
    return list(folder).stream().filter(file -> file.toString().endsWith(".json")).toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("golden: cannot list " + folder + ".", e);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
