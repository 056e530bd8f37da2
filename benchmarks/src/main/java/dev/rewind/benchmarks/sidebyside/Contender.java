package dev.rewind.benchmarks.sidebyside;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Someone to be measured.
 *
 * @param name in tables, such as {@code PyTorch float32}
 * @param command which starts its process, when the arguments of the {@link Task} are added; what
 *     the process has to say and to obey is in {@link Answer} and {@link Server}
 */
public record Contender(String name, List<String> command) {

  public Contender {
    command = List.copyOf(command);
  }

  /**
   * A contender in Java: a JVM like this one, with the same class path.
   *
   * @param name in tables
   * @param main class with the main method
   * @param flags of the JVM
   */
  public static Contender java(String name, Class<?> main, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
    return new Contender(name, command);
  }

  /**
   * Contenders in Python: one script, in single and in double precision.
   *
   * @param name of the library
   * @param python the interpreter
   * @param script which takes the precision as its first argument
   */
  static List<Contender> python(String name, String python, Path script) {
    return Stream.of("float32", "float64")
        .map(
            dtype ->
                // -B: no compiled files beside the scripts.
                new Contender(name + " " + dtype, List.of(python, "-B", script.toString(), dtype)))
        .toList();
  }

  List<String> command(Task task) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(task.arguments());
    return whole;
  }
}
