package dev.rewind.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.options.Configured;
import dev.rewind.testkit.GoldenCase;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A recorded configuration reads into an equal one, and writes back Keras' keys and values. */
final class RecordedConfig {
  /** How Keras was built, beside a configuration. */
  private static final Set<String> BUILD = Set.of("build_config");

  private RecordedConfig() {}

  /**
   * Checks the configuration of a case, if it has one.
   *
   * @param read makes a description of a configuration
   */
  static <S extends Configured<S>> void check(
      GoldenCase golden, Function<Map<?, ?>, ? extends Configured<S>> read) {
    golden.config().ifPresent(recorded -> check((Map<?, ?>) KerasForm.of(recorded), read));
  }

  private static <S extends Configured<S>> void check(
      Map<?, ?> recorded, Function<Map<?, ?>, ? extends Configured<S>> read) {
    Configured<S> described = read.apply(recorded);
    Map<String, Object> written = described.getConfig();
    assertThat(comparable(written)).isEqualTo(comparable(recorded));
    assertThat(read.apply(written)).isEqualTo(described);
  }

  private static Object comparable(Object plain) {
    return KerasForm.without(BUILD, KerasForm.numbers(plain));
  }
}
