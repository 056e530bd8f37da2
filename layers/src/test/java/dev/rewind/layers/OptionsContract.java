package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.options.Configured;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every description owes: no option is lost on the way to plain values and back, and wrong
 * options are refused. Implemented by the test of the description.
 *
 * @param <S> the kind, for example all layers
 */
public interface OptionsContract<S extends Configured<S>> {

  /** {@return a description with nothing but what is required} */
  S plain();

  /** {@return a description of the same type in which every option has another value} */
  S changed();

  /** {@return Keras' keys, in any order} */
  List<String> keys();

  /** {@return options that have one value only} */
  default Set<Option<?>> fixed() {
    return Set.of();
  }

  @Test
  default void everyOptionIsWrittenAndReadBack() {
    S changed = changed();
    for (Option<?> option : changed.options().declared()) {
      if (fixed().contains(option)) {
        continue;
      }
      assertThat((Object) changed.options().get(option))
          .as("changed value of %s", option)
          .isNotEqualTo(plain().options().get(option));
    }
    Map<String, Object> config = changed.getConfig();
    assertThat(config).containsOnlyKeys(keys());
    assertThat(plain().fromConfig(config)).isEqualTo(changed);
    assertThat(plain()).isNotEqualTo(changed);
  }

  @Test
  default void plainFormNamesTheClass() {
    assertThat(changed().toPlain())
        .containsEntry("class_name", changed().className())
        .containsEntry("config", changed().getConfig());
  }

  @Test
  default void optionsOfSomethingElseAreRefused() {
    String owner = plain().className();
    assertThatThrownBy(() -> plain().with(Options.of("Stranger")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(owner + ": got the options of Stranger; expected options of " + owner + ".");
  }

  @Test
  default void unknownKeyIsRefusedWithTheKnownOnes() {
    List<String> known = plain().options().declared().stream().map(Option::key).toList();
    assertThatThrownBy(() -> plain().options().read(Map.of("colour", "red")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            plain().className()
                + ": unknown option colour; known are "
                + String.join(", ", known)
                + ".");
  }

  @Test
  default void requiredOptionMayNotBeMissing() {
    for (Option<?> option : plain().options().declared()) {
      if (option.defaultValue().isEmpty()) {
        Options fresh = Options.of(plain().className(), plain().options().declared());
        Map<String, Object> config = new LinkedHashMap<>(plain().getConfig());
        config.remove(option.key());
        assertThatThrownBy(() -> fresh.read(config))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                plain().className() + ": " + option.key() + " is missing; it has no default.");
      }
    }
  }
}
