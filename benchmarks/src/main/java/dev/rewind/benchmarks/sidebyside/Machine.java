package dev.rewind.benchmarks.sidebyside;

import java.io.IOException;
import java.lang.management.ManagementFactory;
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
 * @param load processes that were busy before, on average over a minute; negative if unknown
 */
record Machine(String processor, int cores, String system, String java, double load) {
  /** What a machine that has nothing else to do may show. */
  private static final double IDLE = 0.5;

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** This machine. */
  static Machine here() throws IOException {
    List<String> lines = Files.isReadable(PROCESSORS) ? Files.readAllLines(PROCESSORS) : List.of();
    return new Machine(
        processor(lines),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /**
   * Whether others had work too. Libraries whose threads wait for each other actively, as those of
   * OpenMP do, then take many times as long, and ratios mean nothing.
   */
  boolean isBusy() {
    return load > IDLE;
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
