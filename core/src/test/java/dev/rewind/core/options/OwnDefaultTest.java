package dev.rewind.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnDefaultTest {
  private static final Option<String> NAME = Option.required("name", Codecs.TEXT);
  private static final Option<Integer> UNITS =
      Option.of("units", Codecs.INTEGER, 1).in(units -> units > 0, "positive").writtenIfChanged();
  private static final Options SHARED = Options.of("GRU", NAME, UNITS);
  private static final Options GRU = SHARED.withDefault(NAME, "gru").withDefault(UNITS, 8);

  @Test
  void standsInPlaceOfTheOptionsDefault() {
    assertThat(GRU.get(NAME)).isEqualTo("gru");
    assertThat(GRU.get(UNITS)).isEqualTo(8);
    assertThat(GRU.with(UNITS, 1).get(UNITS)).isEqualTo(1);
    assertThat(SHARED.get(UNITS)).isEqualTo(1);
  }

  @Test
  void isKeptByFurtherDeclarations() {
    Option<Boolean> more = Option.of("more", Codecs.BOOLEAN, false);
    assertThat(Options.of("GRU", NAME).withDefault(NAME, "gru").and(List.of(more)).get(NAME))
        .isEqualTo("gru");
  }

  @Test
  void countsAsNothingSaid() {
    assertThat(GRU.hasOnlyDefaults()).isTrue();
    assertThat(GRU).hasToString("GRU()");
    assertThat(GRU.with(UNITS, 1).hasOnlyDefaults()).isFalse();
    assertThat(GRU.with(UNITS, 1)).hasToString("GRU(units=1)");
    assertThat(GRU.with(NAME, "gru")).isEqualTo(GRU).hasSameHashCodeAs(GRU);
  }

  @Test
  void isWhatWritingAndReadingCompareWith() {
    assertThat(GRU.toPlain()).isEqualTo(Map.of("name", "gru"));
    assertThat(GRU.with(UNITS, 1).toPlain()).isEqualTo(Map.of("name", "gru", "units", 1));
    assertThat(GRU.read(Map.of("units", 1))).isEqualTo(GRU.with(UNITS, 1));
  }

  @Test
  void isPartOfTheDeclaration() {
    assertThat(SHARED.with(NAME, "gru").with(UNITS, 8)).isNotEqualTo(GRU);
    assertThatThrownBy(() -> GRU.requireSameDeclarations(SHARED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRU: got the options of GRU; expected options of GRU.");
  }

  @Test
  void isCheckedAsAnyValue() {
    assertThatThrownBy(() -> SHARED.withDefault(UNITS, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRU: units must be positive, got 0.");
    Option<String> other = Option.required("other", Codecs.TEXT);
    assertThatThrownBy(() -> SHARED.withDefault(other, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRU: unknown option other; known are name, units.");
  }

  @Test
  void quietOptionIsWrittenOnlyWhenItIsNotTheDefault() {
    Options quiet = GRU.quiet(NAME);
    assertThat(quiet.toPlain()).isEmpty();
    assertThat(quiet.with(NAME, "memory").toPlain()).isEqualTo(Map.of("name", "memory"));
    assertThat(quiet.read(Map.of("name", "memory"))).isEqualTo(quiet.with(NAME, "memory"));
    assertThat(quiet).isNotEqualTo(GRU);
    assertThatThrownBy(() -> quiet.quiet(Option.required("other", Codecs.TEXT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRU: unknown option other; known are name, units.");
  }

  @Test
  void unsetForgetsWhatWasSaidButNotTheDeclarations() {
    assertThat(GRU.with(UNITS, 1).unset()).isEqualTo(GRU);
    assertThatThrownBy(() -> SHARED.with(NAME, "x").unset().read(Map.of()))
        .hasMessage("GRU: name is missing; it has no default.");
  }
}
