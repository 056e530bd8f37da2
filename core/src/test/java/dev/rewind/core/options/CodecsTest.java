package dev.rewind.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {
  private enum Mode {
    FAN_IN,
    FAN_AVG
  }

  private static final Codec<Optional<Integer>> MAYBE = Codecs.optional(Codecs.INTEGER);

  static List<Arguments> readable() {
    return List.of(
        Arguments.of(Codecs.INTEGER, 32, 32),
        Arguments.of(Codecs.INTEGER, 32.0, 32),
        Arguments.of(Codecs.INTEGER, -7L, -7),
        Arguments.of(Codecs.LONG, 7, 7L),
        Arguments.of(Codecs.LONG, 1L << 40, 1L << 40),
        Arguments.of(Codecs.choice(Mode.class), "fan_avg", Mode.FAN_AVG),
        Arguments.of(Codecs.DOUBLE, 0.2, 0.2),
        Arguments.of(Codecs.DOUBLE, 1, 1.0),
        Arguments.of(Codecs.BOOLEAN, true, true),
        Arguments.of(Codecs.BOOLEAN, false, false),
        Arguments.of(Codecs.TEXT, "tanh", "tanh"),
        Arguments.of(MAYBE, 4, Optional.of(4)),
        Arguments.of(MAYBE, Optional.empty(), Optional.empty()),
        Arguments.of(Codecs.list(Codecs.INTEGER), List.of(3, 7.0), List.of(3, 7)),
        Arguments.of(Codecs.list(MAYBE), List.of(Optional.empty()), List.of(Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void plainValueIsReadAndSurvivesWriting(Codec<Object> codec, Object plain, Object value) {
    assertThat(codec.read(plain)).isEqualTo(value);
    assertThat(codec.read(codec.write(value))).isEqualTo(value);
  }

  static List<Arguments> unreadable() {
    return List.of(
        Arguments.of(Codecs.INTEGER, 1.5, "a whole number"),
        Arguments.of(Codecs.INTEGER, 3e9, "a whole number"),
        Arguments.of(Codecs.INTEGER, Double.NaN, "a whole number"),
        Arguments.of(Codecs.INTEGER, "3", "a whole number"),
        Arguments.of(Codecs.LONG, 1.5, "a whole number"),
        Arguments.of(Codecs.choice(Mode.class), "FAN_AVG", "one of fan_in, fan_avg"),
        Arguments.of(Codecs.choice(Mode.class), 1, "one of fan_in, fan_avg"),
        Arguments.of(Codecs.DOUBLE, "0.2", "a number"),
        Arguments.of(Codecs.DOUBLE, true, "a number"),
        Arguments.of(Codecs.BOOLEAN, 1, "true or false"),
        Arguments.of(Codecs.BOOLEAN, "true", "true or false"),
        Arguments.of(Codecs.TEXT, 1, "a text"),
        Arguments.of(Codecs.INTEGER, Optional.empty(), "a whole number"),
        Arguments.of(MAYBE, Optional.of(4), "a whole number"),
        Arguments.of(Codecs.list(MAYBE), 4, "a list"),
        Arguments.of(
            Codecs.list(MAYBE), List.of("x"), "a list in which every element is a whole number"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void valueOfAnotherKindIsRefusedWithWhatWasExpected(
      Codec<Object> codec, Object plain, String expected) {
    assertThatThrownBy(() -> codec.read(plain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected);
  }

  @Test
  void nullIsReadAsAbsentWhereAValueMayBe() {
    Option<Optional<Integer>> option = Option.of("ignore_class", MAYBE, Optional.<Integer>empty());
    Option<Integer> units = Option.of("units", Codecs.INTEGER, 1);
    Options options = Options.of("Loss", option, units);
    Map<String, Object> absent = new HashMap<>();
    absent.put("ignore_class", null);
    assertThat(options.read(absent).get(option)).isEmpty();
    assertThat(options.with(option, Optional.of(3)).read(absent).get(option)).isEmpty();
    Map<String, Object> wrong = new HashMap<>();
    wrong.put("units", null);
    assertThatThrownBy(() -> options.read(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Loss: units is null; expected a whole number.");
  }

  @Test
  void plainFormIsTheShortestThatHoldsTheValue() {
    assertThat(Codecs.LONG.write(7L)).isEqualTo(7);
    assertThat(Codecs.LONG.write(1L << 40)).isEqualTo(1L << 40);
    assertThat(Codecs.choice(Mode.class).write(Mode.FAN_IN)).isEqualTo("fan_in");
    assertThat(MAYBE.write(Optional.of(3))).isEqualTo(3);
    assertThat(MAYBE.write(Optional.empty())).isEqualTo(Optional.empty());
  }
}
