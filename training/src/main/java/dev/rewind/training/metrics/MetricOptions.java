package dev.rewind.training.metrics;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import java.util.List;

/**
 * The options of every metric.
 *
 * @param <S> the metric's own type
 */
public interface MetricOptions<S extends Metric> extends Metric {
  /** Option {@code name}; by default the class name in snake case. */
  Option<String> NAME = Option.required("name", Codecs.TEXT);

  /**
   * Option {@code dtype}: the type of number that a configuration of Keras asks for. It is kept for
   * the way back and changes nothing: Rewind computes in {@code double}.
   */
  Option<String> DTYPE = Option.of("dtype", Codecs.TEXT, "float64");

  /**
   * Declares the options of a metric: those of every metric and then its own.
   *
   * @param className the Keras class name
   * @param own the options that it does not share with every metric
   * @return options at their defaults
   */
  static Options declare(String className, Option<?>... own) {
    return Options.of(className, NAME, DTYPE)
        .and(List.of(own))
        .withDefault(NAME, Registry.snakeCase(className));
  }

  @Override
  S with(Options options);

  /**
   * Renames the metric.
   *
   * @param name the name in logs and in a history; Keras' name by default
   * @return a changed copy
   */
  default S name(String name) {
    return with(options().with(NAME, name));
  }

  @Override
  default String name() {
    return options().get(NAME);
  }

  /**
   * Says which type of number Keras shall use when it reads the configuration.
   *
   * @param dtype Keras' name, {@code "float64"} by default
   * @return a changed copy
   */
  default S dtype(String dtype) {
    return with(options().with(DTYPE, dtype));
  }

  /**
   * The type of number that the configuration asks for.
   *
   * @return Keras' name
   */
  default String dtype() {
    return options().get(DTYPE);
  }
}
