package dev.rewind.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Option<Integer> UNITS =
      Option.required("units", Codecs.INTEGER).in(units -> units > 0, "positive");
  private static final Option<Double> DROPOUT =
      Option.of("recurrent_dropout", Codecs.DOUBLE, 0.0)
          .in(rate -> rate >= 0 && rate < 1, "in [0, 1)");
  private static final Option<Boolean> BACKWARDS = Option.of("go_backwards", Codecs.BOOLEAN, false);
  private static final Option<Optional<Integer>> SEED =
      Option.of("seed", Codecs.optional(Codecs.INTEGER), Optional.empty());
  private static final Options GRU = Options.of("GRU", List.of(UNITS, DROPOUT, BACKWARDS, SEED));

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void nameIsTheKeyInCamelCase() {
    assertThat(DROPOUT.name()).isEqualTo("recurrentDropout");
    assertThat(UNITS.name()).isEqualTo("units");
    assertThat(Option.of("use_cudnn_", Codecs.BOOLEAN, true).name()).isEqualTo("useCudnn");
    assertThat(DROPOUT).hasToString("recurrent_dropout");
  }

  @Test
  void valueIsTheDefaultUntilItIsSet() {
    assertThat(GRU.get(DROPOUT)).isEqualTo(0.0);
    assertThat(GRU.with(DROPOUT, 0.2).get(DROPOUT)).isEqualTo(0.2);
    assertThat(DROPOUT.defaultValue()).contains(0.0);
    assertThat(UNITS.defaultValue()).isEmpty();
  }

  @Test
  void withLeavesTheOriginalAlone() {
    Options original = GRU.with(UNITS, 4);
    Options changed = original.with(UNITS, 8);
    assertThat(original.get(UNITS)).isEqualTo(4);
    assertThat(changed.get(UNITS)).isEqualTo(8);
  }

  @Test
  void ownerIsRemembered() {
    assertThat(GRU.with(UNITS, 4).owner()).isEqualTo("GRU");
  }

  @Test
  void missingRequiredValueIsNamed() {
    assertThatThrownBy(() -> GRU.get(UNITS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("GRU: units was not given.");
  }

  @Test
  void valueOutOfRangeIsRefused() {
    assertRefused(
        () -> GRU.with(DROPOUT, 1.7), "GRU: recurrentDropout must be in [0, 1), got 1.7.");
    assertRefused(() -> GRU.read(Map.of("units", 0)), "GRU: units must be positive, got 0.");
  }

  @Test
  void blankTextIsPrintedInQuotes() {
    Option<String> name = Option.of("name", Codecs.TEXT, "gru").in(n -> !n.isBlank(), "a word");
    Options options = Options.of("GRU", List.of(name));
    assertRefused(() -> options.with(name, ""), "GRU: name must be a word, got \"\".");
    assertRefused(() -> options.with(name, " "), "GRU: name must be a word, got \" \".");
  }

  @Test
  void valueOfAnotherKindIsRefused() {
    assertRefused(
        () -> GRU.read(Map.of("units", "many")), "GRU: units is many; expected a whole number.");
    assertRefused(
        () -> GRU.read(Map.of("units", Optional.empty())),
        "GRU: units is none; expected a whole number.");
  }

  @Test
  void optionOfAnotherOwnerIsRefused() {
    Option<Integer> filters = Option.of("filters", Codecs.INTEGER, 1);
    String message =
        "GRU: unknown option filters; known are units, recurrent_dropout, go_backwards, seed.";
    assertRefused(() -> GRU.with(filters, 3), message);
    assertRefused(() -> GRU.get(filters), message);
    assertRefused(() -> GRU.read(Map.of("filters", 3)), message);
    assertThat(GRU.has(filters)).isFalse();
    assertThat(GRU.has(UNITS)).isTrue();
  }

  @Test
  void nullIsRefusedWithTheName() {
    assertThatThrownBy(() -> GRU.with(DROPOUT, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("recurrentDropout");
  }

  @Test
  void plainFormHasEveryOptionInOrderOfDeclaration() {
    assertThat(GRU.with(UNITS, 4).with(SEED, Optional.of(7)).toPlain())
        .containsExactly(
            entry("units", 4),
            entry("recurrent_dropout", 0.0),
            entry("go_backwards", false),
            entry("seed", 7));
    assertThat(GRU.with(UNITS, 4).toPlain()).containsEntry("seed", Optional.empty());
  }

  @Test
  void readingThePlainFormGivesEqualOptions() {
    Options options =
        GRU.with(UNITS, 4).with(DROPOUT, 0.3).with(BACKWARDS, true).with(SEED, Optional.of(7));
    assertThat(GRU.read(options.toPlain())).isEqualTo(options);
  }

  @Test
  void readingLeavesMissingKeysAsTheyWere() {
    Options read = GRU.with(UNITS, 4).with(DROPOUT, 0.3).read(Map.of("go_backwards", true));
    assertThat(read).isEqualTo(GRU.with(UNITS, 4).with(DROPOUT, 0.3).with(BACKWARDS, true));
  }

  @Test
  void failedReadingChangesNothing() {
    Options options = GRU.with(UNITS, 4);
    Map<String, Object> plain = new HashMap<>();
    plain.put("units", 5);
    plain.put("nonsense", 1);
    assertThatThrownBy(() -> options.read(plain)).isInstanceOf(IllegalArgumentException.class);
    assertThat(options.get(UNITS)).isEqualTo(4);
  }

  @Test
  void readingWithoutARequiredValueIsRefused() {
    assertRefused(() -> GRU.read(Map.of("seed", 1)), "GRU: units is missing; it has no default.");
  }

  @Test
  void optionMayBeWrittenOnlyIfChanged() {
    Option<Integer> axis = Option.of("axis", Codecs.INTEGER, -1).writtenIfChanged();
    Option<Integer> bounded = axis.in(value -> value < 3, "below 3");
    Options norm = Options.of("Norm", bounded);
    assertThat(norm.toPlain()).isEmpty();
    assertThat(norm.with(bounded, -1).toPlain()).isEmpty();
    assertThat(norm.with(bounded, 2).toPlain()).containsExactly(entry("axis", 2));
  }

  @Test
  void furtherOptionsFollowTheOthers() {
    Option<Integer> axis = Option.of("axis", Codecs.INTEGER, -1);
    Options more = GRU.with(UNITS, 4).and(List.of(axis));
    assertThat(more.declared()).containsExactly(UNITS, DROPOUT, BACKWARDS, SEED, axis);
    assertThat(more.get(UNITS)).isEqualTo(4);
    assertThat(more.get(axis)).isEqualTo(-1);
    assertThat(GRU.has(axis)).isFalse();
  }

  @Test
  void optionsOfAnotherThingAreRefused() {
    Options mine = GRU.with(UNITS, 4);
    assertThat(GRU.requireSameDeclarations(mine)).isSameAs(mine);
    assertRefused(
        () -> GRU.requireSameDeclarations(Options.of("LSTM", UNITS)),
        "GRU: got the options of LSTM; expected options of GRU.");
    assertRefused(
        () -> GRU.requireSameDeclarations(Options.of("GRU", UNITS)),
        "GRU: got the options of GRU; expected options of GRU.");
  }

  @Test
  void defaultsAreToldFromWhatWasSaid() {
    Options options = Options.of("GRU", DROPOUT, BACKWARDS);
    assertThat(options.hasOnlyDefaults()).isTrue();
    assertThat(options.with(DROPOUT, 0.0).hasOnlyDefaults()).isTrue();
    assertThat(options.with(DROPOUT, 0.1).hasOnlyDefaults()).isFalse();
    assertThat(GRU.with(UNITS, 1).hasOnlyDefaults()).isFalse();
  }

  @Test
  void sharedRangesSayWhatTheyAllow() {
    assertRange(Range.FINITE, List.of(-1.0, 0.0, 1e308), List.of(1 / 0.0, -1 / 0.0, Double.NaN));
    assertRange(Range.NOT_NEGATIVE, List.of(0.0, -0.0, 1e308), List.of(-1e-300, 1 / 0.0));
    assertRange(Range.POSITIVE, List.of(4.9e-324, 1.0), List.of(0.0, -1.0, Double.NaN));
    Option<Double> rate = Option.of("rate", Codecs.DOUBLE, 1.0).in(Range.POSITIVE);
    assertRefused(
        () -> Options.of("SGD", rate).with(rate, 0.0),
        "SGD: rate must be finite and positive, got 0.0.");
  }

  private static void assertRange(Range<Double> range, List<Double> inside, List<Double> outside) {
    assertThat(inside).allMatch(range.allowed());
    assertThat(outside).noneMatch(range.allowed());
  }

  @Test
  void copyToTakesSharedOptionsOnly() {
    Options cell = Options.of("GRUCell", List.of(UNITS, DROPOUT)).with(DROPOUT, 0.5);
    Options copied = GRU.with(UNITS, 4).with(BACKWARDS, true).copyTo(cell);
    assertThat(copied).isEqualTo(cell.with(UNITS, 4));
    assertThat(copied.get(DROPOUT)).isEqualTo(0.5);
  }

  @Test
  void defaultThatWasSetEqualsOneThatWasNot() {
    Options silent = GRU.with(UNITS, 4);
    Options spoken = silent.with(BACKWARDS, false);
    assertThat(spoken).isEqualTo(silent).hasSameHashCodeAs(silent);
  }

  @Test
  void otherValuesOwnersOrDeclarationsAreNotEqual() {
    Options options = GRU.with(UNITS, 4);
    assertThat(options).isNotEqualTo(GRU.with(UNITS, 5));
    assertThat(options)
        .isNotEqualTo(Options.of("LSTM", List.of(UNITS, DROPOUT, BACKWARDS, SEED)).with(UNITS, 4));
    assertThat(options).isNotEqualTo(Options.of("GRU", List.of(UNITS)).with(UNITS, 4));
  }

  @Test
  void textIsAKerasCallWithWhatDiffersFromTheDefaults() {
    assertThat(GRU.with(BACKWARDS, true).with(UNITS, 64).with(DROPOUT, 0.0))
        .hasToString("GRU(units=64, go_backwards=true)");
    assertThat(GRU.with(UNITS, 1).with(SEED, Optional.of(3))).hasToString("GRU(units=1, seed=3)");
    assertThat(GRU).hasToString("GRU()");
  }
}
