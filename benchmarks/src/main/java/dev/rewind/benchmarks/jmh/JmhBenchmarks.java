package dev.rewind.benchmarks.jmh;

import dev.rewind.benchmarks.task.VectorModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Starts JMH for the benchmarks of this package, in JVMs that can read the vector module. */
public final class JmhBenchmarks {
  private static final Map<String, List<Class<?>>> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "kernels", List.of(MatrixProductBenchmark.class, ElementwiseBenchmark.class),
              "training", List.of(TrainingStepBenchmark.class),
              "inference", List.of(InferenceBenchmark.class),
              "streaming", List.of(StreamingStepBenchmark.class)));

  private JmhBenchmarks() {}

  /** What can be run. */
  public static Iterable<String> names() {
    return new TreeSet<>(BENCHMARKS.keySet());
  }

  /**
   * Runs benchmarks, prints their results and writes them to {@code
   * benchmarks/target/jmh-NAME.json}.
   *
   * @param name one of {@link #names}
   * @param arguments of JMH, such as {@code -f 1 -p size=32x50x16x32}
   */
  public static void run(String name, List<String> arguments)
      throws CommandLineOptionException, RunnerException, IOException {
    List<Class<?>> benchmarks = BENCHMARKS.get(name);
    if (benchmarks == null) {
      throw new IllegalArgumentException(
          "JmhBenchmarks: no benchmark '%s'; expected one of %s."
              .formatted(name, BENCHMARKS.keySet()));
    }
    Path results = Path.of("benchmarks", "target", "jmh-" + name + ".json");
    Files.createDirectories(results.toAbsolutePath().getParent());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(arguments.toArray(String[]::new)))
            .resultFormat(ResultFormatType.JSON)
            .result(results.toString())
            .jvmArgsAppend(VectorModule.flags().toArray(String[]::new));
    benchmarks.forEach(benchmark -> options.include("\\." + benchmark.getSimpleName() + "\\."));
    new Runner(options.build()).run();
    System.out.println(results);
  }
}
