package dev.rewind.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The suites in this module's resources: one zip file each, and a manifest. */
final class PackedGolden implements GoldenSource {

  @Override
  public SortedSet<String> suites() {
    SortedSet<String> suites = new TreeSet<>();
    manifest().path("suites").fieldNames().forEachRemaining(suites::add);
    return Collections.unmodifiableSortedSet(suites);
  }

  /** Returns what is known of the packed files: versions, seed, cases and SHA-256 of each. */
  JsonNode manifest() {
    try (InputStream in = open("manifest.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("golden: cannot read the packed manifest.json.", e);
    }
  }

  @Override
  public SortedMap<String, byte[]> files(String suite) {
    return entries(suite, name -> name.matches("[^/]+\\.json"));
  }

  @Override
  public byte[] file(String suite, String path) {
    return entries(suite, path::equals).values().stream()
        .findFirst()
        .orElseThrow(() -> missing(suite, path));
  }

  /** Returns the wanted files of a suite: content by the path within it. */
  SortedMap<String, byte[]> entries(String suite, Predicate<String> wanted) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(open(suite + ".zip"))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (wanted.test(entry.getName())) {
          files.put(entry.getName(), zip.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("golden: cannot read the packed suite " + suite + ".", e);
    }
    return files;
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = PackedGolden.class.getResourceAsStream("golden/" + name);
    if (in == null) {
      throw new FileNotFoundException("no resource golden/" + name);
    }
    return in;
  }

  @Override
  public String toString() {
    return "the packed golden files";
  }
}
