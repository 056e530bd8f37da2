package dev.rewind.benchmarks.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where it was measured.
 *
 * @param processor its model
 * @param cores that this process may use
 * @param system name and version of the operating system
 * @param java name and version of the JVM
 */
record Machine(String processor, int cores, String system, String java) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** This machine. */
  static Machine here() throws IOException {
    List<String> lines = Files.isReadable(PROCESSORS) ? Files.readAllLines(PROCESSORS) : List.of();
    return new Machine(
        processor(lines),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  /** The first model name in what Linux says of its processors; else the architecture. */
  static String processor(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("model name") && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseGet(() -> System.getProperty("os.arch"));
  }
}
