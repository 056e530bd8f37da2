package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.options.Configured;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.constraints.Constraints;
import dev.rewind.layers.initializers.Initializers;
import dev.rewind.layers.regularizers.Regularizers;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every initializer, regularizer and constraint owes, whatever it does. */
class PartsContractTest {

  /** For each key a value that no type has by default, in plain form. */
  private static final Map<String, Object> OTHER_VALUES =
      Map.ofEntries(
          Map.entry("seed", 17),
          Map.entry("value", 0.25),
          Map.entry("gain", 1.5),
          Map.entry("mean", 0.1),
          Map.entry("stddev", 0.2),
          Map.entry("minval", -0.2),
          Map.entry("maxval", 0.3),
          Map.entry("scale", 2.5),
          Map.entry("distribution", "uniform"),
          Map.entry("input_axes", List.of(0)),
          Map.entry("output_axes", List.of(-1)),
          Map.entry("l1", 0.3),
          Map.entry("l2", 0.4),
          Map.entry("factor", 0.2),
          Map.entry("min_value", 0.5),
          Map.entry("max_value", 3.0),
          Map.entry("rate", 0.5),
          Map.entry("axis", List.of(0, 1)));

  /** The one key that two types have for different things. */
  private static Object otherValue(Configured<?> part, Option<?> option) {
    return option.key().equals("mode")
        ? part.className().equals("VarianceScaling") ? "fan_out" : "columns"
        : OTHER_VALUES.get(option.key());
  }

  static Stream<Arguments> parts() {
    return Stream.of(
            partsOf(Initializers.REGISTRY),
            partsOf(Regularizers.REGISTRY),
            partsOf(Constraints.REGISTRY))
        .flatMap(s -> s);
  }

  private static <T extends Configured<T>> Stream<Arguments> partsOf(Registry<T> registry) {
    return registry.prototypes().stream().map(part -> Arguments.of(part, registry));
  }

  private static <T extends Configured<T>> T withOtherValues(T part, List<Option<?>> changed) {
    Map<String, Object> config = new HashMap<>();
    changed.forEach(option -> config.put(option.key(), otherValue(part, option)));
    return part.with(part.options().read(config));
  }

  @ParameterizedTest
  @MethodSource("parts")
  <T extends Configured<T>> void everyNameStandsForTheDefaults(T part, Registry<T> registry) {
    assertThat(registry.read(part.className())).isEqualTo(part);
    assertThat(registry.read(Registry.snakeCase(part.className()))).isEqualTo(part);
    assertThat(part).hasToString(part.className() + "()");
  }

  @ParameterizedTest
  @MethodSource("parts")
  <T extends Configured<T>> void everyOptionSurvivesWriting(T part, Registry<T> registry) {
    for (Option<?> option : part.options().declared()) {
      T changed = withOtherValues(part, List.of(option));
      assertThat(changed).as(option.key()).isNotEqualTo(part);
      assertThat(registry.read(changed.toPlain())).isEqualTo(changed);
      assertThat(changed.getConfig()).containsEntry(option.key(), otherValue(part, option));
      assertThat(changed.toString()).contains(option.key() + "=");
    }
    T all = withOtherValues(part, part.options().declared());
    assertThat(registry.read(all.toPlain())).isEqualTo(all).hasSameHashCodeAs(all);
    assertThat(registry.codec().read(registry.codec().write(all))).isEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("parts")
  <T extends Configured<T>> void everyOptionHasMethodsOfItsName(T part, Registry<T> registry)
      throws ReflectiveOperationException {
    for (Option<?> option : part.options().declared()) {
      T changed = withOtherValues(part, List.of(option));
      Object value = method(part, option.name(), 0).invoke(changed);
      assertThat(value).isEqualTo(changed.options().get(option));
      Object set = set(part, option.name(), value instanceof Optional<?> o ? o.get() : value);
      assertThat(set).isEqualTo(changed).hasSameClassAs(part);
    }
  }

  private static Object set(Object part, String name, Object value)
      throws ReflectiveOperationException {
    Object argument =
        value instanceof List<?> list
            ? list.stream().mapToInt(element -> (Integer) element).toArray()
            : value;
    for (Method setter : methods(part, name, 1)) {
      if (setter.getParameterTypes()[0].isInstance(argument)
          || (setter.getParameterTypes()[0].isPrimitive() && argument instanceof Number)) {
        return setter.invoke(part, argument);
      }
    }
    throw new NoSuchMethodException(name + "(" + value.getClass().getSimpleName() + ")");
  }

  private static Method method(Object part, String name, int parameters)
      throws NoSuchMethodException {
    return methods(part, name, parameters).stream()
        .findFirst()
        .orElseThrow(() -> new NoSuchMethodException(part.getClass() + "." + name));
  }

  private static List<Method> methods(Object part, String name, int parameters) {
    return Arrays.stream(part.getClass().getMethods())
        .filter(m -> m.getName().equals(name) && m.getParameterCount() == parameters)
        .filter(m -> !m.isBridge() && !m.isSynthetic())
        .peek(m -> m.setAccessible(true))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("parts")
  <T extends Configured<T>> void optionsOfSomethingElseAreRefused(T part, Registry<T> registry) {
    Options foreign = Options.of("Foreign");
    assertThatThrownBy(() -> part.with(foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            part.className()
                + ": got the options of Foreign; expected options of "
                + part.className()
                + ".");
  }
}
