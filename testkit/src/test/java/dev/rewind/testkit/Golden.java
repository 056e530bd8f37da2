package dev.rewind.testkit;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Makes golden files by hand. */
final class Golden {
  private Golden() {}

  /** Returns the text of a file of suite {@code toy} and group {@code made}. */
  static String file(String configs, String... cases) {
    return """
    {"format": "golden-1", "suite": "toy", "group": "made", "rtol": 1e-9, "atol": 1e-11,
     "configs": [%s], "cases": [%s]}
    """
        .formatted(configs, String.join(",\n", cases));
  }

  /** Parses the text of one file of suite {@code toy}. */
  static GoldenSuite parse(String file) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("made.json", file.getBytes(StandardCharsets.UTF_8));
    return GoldenParser.parse("toy", files);
  }

  /** Parses the only case {@code {"name": "one", …}}, given its other fields. */
  static GoldenCase only(String fields) {
    return parse(file("", "{\"name\": \"one\", \"what\": \"made\", " + fields + "}"))
        .cases()
        .get(0);
  }
}
