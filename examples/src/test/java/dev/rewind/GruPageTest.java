package dev.rewind;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.options.Configured;
import dev.rewind.core.options.Option;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.GRUCellOptions;
import dev.rewind.layers.rnn.KerasProfile;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on the GRU lists every argument, its method and its defaults. */
class GruPageTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `(\\w+)` \\| `\\.?(\\w+)\\([^|]*\\)` \\| ([^|]*) \\| [^|]+ \\|");

  private static final List<GRUCellOptions<GRU>> IN_THE_ORDER_OF_DEFAULTS =
      List.of(
          GRU.of(1),
          GRU.of(KerasProfile.TF_KERAS_V2, 1),
          GRU.of(KerasProfile.TF_KERAS_V1, 1),
          GRU.of(1).resetAfter(false)); // multi-backend Keras 2.3

  private record Row(String key, String method, String defaults) {}

  private final Map<String, Row> rows =
      MarkdownPage.of("docs/GRU.md").lines().stream()
          .map(ROW::matcher)
          .filter(line -> line.matches())
          .map(line -> new Row(line.group(1), line.group(2), line.group(3)))
          .collect(toMap(Row::key, Function.identity()));

  @Test
  void everyArgumentHasARow() {
    assertThat(rows).containsOnlyKeys(declared().stream().map(Option::key).toList());
  }

  @Test
  void methodsAreThoseOfTheOptions() {
    List<String> methods = Arrays.stream(GRU.class.getMethods()).map(Method::getName).toList();
    for (Option<?> option : declared()) {
      String method = rows.get(option.key()).method();
      assertThat(method).isEqualTo(option.defaultValue().isEmpty() ? "of" : option.name());
      assertThat(methods).contains(method, option.name());
    }
  }

  @Test
  void defaultsAreThoseOfTheCode() {
    for (Option<?> option : declared()) {
      List<String> defaults =
          IN_THE_ORDER_OF_DEFAULTS.stream().map(gru -> text(option, gru)).toList();
      assertThat(rows.get(option.key()).defaults())
          .as(option.key())
          .isEqualTo(
              defaults.stream().distinct().count() == 1
                  ? defaults.get(0)
                  : String.join(" / ", defaults));
    }
  }

  private static List<Option<?>> declared() {
    return GRU.of(1).options().declared();
  }

  private static String text(Option<?> option, GRUCellOptions<GRU> gru) {
    return option.defaultValue().isEmpty() ? "required" : text(gru.options().get(option));
  }

  /** A value as a Keras user writes it. */
  private static String text(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(GruPageTest::text).orElse("none");
    }
    if (value instanceof Activation activation) {
      return activation.name();
    }
    if (value instanceof Double number) {
      return String.format("%.0f", number);
    }
    return value instanceof Configured<?> object
        ? object.className().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
        : value.toString();
  }
}
