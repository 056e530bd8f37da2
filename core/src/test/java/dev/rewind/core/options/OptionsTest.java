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
    assertRefused(
        () -> GRU.read(Map.of("go_backwards", true)), "GRU: units is missing; it has no default.");
  }

  @Test
  void optionThatIsWrittenIfChangedIsLeftOutWithItsDefault() {
    Option<Double> gain = Option.of("gain", Codecs.DOUBLE, 1.0).writtenIfChanged();
    Options identity = Options.of("Identity", List.of(gain));
    assertThat(identity.toPlain()).isEmpty();
    assertThat(identity.with(gain, 1.0).toPlain()).isEmpty();
    assertThat(identity.with(gain, 2.5).toPlain()).containsExactly(entry("gain", 2.5));
    assertThat(identity).isNotEqualTo(identity.with(gain, 2.5));
  }

  @Test
  void declarationsAreInTheOrderInWhichTheyWereGiven() {
    assertThat(GRU.declared()).containsExactly(UNITS, DROPOUT, BACKWARDS, SEED);
  }

  @Test
  void optionsKnowWhetherAnythingWasSaid() {
    assertThat(GRU.hasOnlyDefaults()).isTrue();
    assertThat(GRU.with(BACKWARDS, false).hasOnlyDefaults()).isTrue();
    assertThat(GRU.with(BACKWARDS, true).hasOnlyDefaults()).isFalse();
    assertThat(GRU.with(UNITS, 1).hasOnlyDefaults()).isFalse();
  }

  @Test
  void rangesThatManyOptionsShareSayWhatTheyAllow() {
    Option<Double> x = Option.of("x", Codecs.DOUBLE, 1.0);
    Option<Double> finite = x.in(Range.FINITE);
    Option<Double> notNegative = x.in(Range.NOT_NEGATIVE);
    Option<Double> positive = x.in(Range.POSITIVE);
    Options options = Options.of("X", List.of(finite, notNegative, positive));
    assertThat(options.with(finite, -1.0).with(notNegative, 0.0).get(finite)).isEqualTo(-1.0);
    assertRefused(() -> options.with(finite, Double.NaN), "X: x must be finite, got NaN.");
    assertRefused(
        () -> options.with(notNegative, -1e-9), "X: x must be finite and at least 0, got -1.0E-9.");
    assertRefused(
        () -> options.with(notNegative, Double.POSITIVE_INFINITY),
        "X: x must be finite and at least 0, got Infinity.");
    assertRefused(() -> options.with(positive, 0.0), "X: x must be finite and positive, got 0.0.");
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
