package dev.rewind.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the JSON files of a suite into its cases. */
final class GoldenParser {
  private static final String FORMAT = "golden-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String suite;
  private final List<GoldenCase> cases = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private GoldenParser(String suite) {
    this.suite = suite;
  }

  /**
   * Parses all files of a suite.
   *
   * @param suite the name that the files must carry
   * @param files content by file name, in the order in which the cases are wanted
   */
  static GoldenSuite parse(String suite, Map<String, byte[]> files) {
    GoldenParser parser = new GoldenParser(suite);
    files.forEach((file, content) -> parser.add(suite + "/" + file, content));
    return new GoldenSuite(suite, parser.cases);
  }

  private void add(String file, byte[] content) {
    JsonNode root = tree(file, content);
    GoldenValue header = new GoldenValue(file, "", root);
    requireText(header, "format", FORMAT);
    requireText(header, "suite", suite);
    List<GoldenValue> configs = header.get("configs").items();
    header.get("cases").items(); // must be a list
    for (JsonNode found : root.path("cases")) {
      cases.add(goldenCase(header, configs, found));
    }
  }

  private GoldenCase goldenCase(GoldenValue header, List<GoldenValue> configs, JsonNode found) {
    String name = found.path("name").asText();
    if (name.isEmpty() || !names.add(name)) {
      throw new IllegalArgumentException(
          "%s: has two cases named \"%s\"; expected each to have a name of its own."
              .formatted(suite, name));
    }
    GoldenValue fields = new GoldenValue(suite + "/" + name, "", found);
    Tolerance tolerance =
        new Tolerance(
            fields.find("rtol").orElseGet(() -> header.get("rtol")).number(),
            fields.find("atol").orElseGet(() -> header.get("atol")).number());
    String group = header.get("group").text();
    return new GoldenCase(suite, group, tolerance, config(fields, configs), fields);
  }

  /** Resolves an index into the file's configurations; a configuration itself stands for itself. */
  private static Optional<GoldenValue> config(GoldenValue fields, List<GoldenValue> configs) {
    Optional<GoldenValue> config = fields.find("config");
    if (config.isEmpty() || config.get().isObject()) {
      return config;
    }
    int index = config.get().integer();
    if (index < 0 || index >= configs.size()) {
      throw new IllegalArgumentException(
          config.get().refusal("an index into " + configs.size() + " configs"));
    }
    return Optional.of(configs.get(index));
  }

  private static JsonNode tree(String file, byte[] content) {
    try {
      return JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: is not JSON at line %d, column %d: %s. Generate it again."
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read.", e);
    }
  }

  private static void requireText(GoldenValue header, String field, String expected) {
    GoldenValue found = header.get(field);
    if (!found.text().equals(expected)) {
      throw new IllegalArgumentException(found.refusal('"' + expected + '"'));
    }
  }
}
