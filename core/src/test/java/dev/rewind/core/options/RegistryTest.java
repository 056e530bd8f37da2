package dev.rewind.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {
  private static final Option<Double> FACTOR = Option.of("l2", Codecs.DOUBLE, 0.01);

  private record Penalty(Options options) implements Configured<Penalty> {
    static Penalty of(String className) {
      return new Penalty(Options.of(className, List.of(FACTOR)));
    }

    @Override
    public Penalty with(Options changed) {
      return new Penalty(changed);
    }

    Penalty factor(double factor) {
      return with(options.with(FACTOR, factor));
    }
  }

  private static final Penalty L2 = Penalty.of("L2");
  private static final Penalty SOFT_L2 = Penalty.of("SoftL2");
  private static final Registry<Penalty> PENALTIES =
      Registry.<Penalty>of("regularizer").with(L2).with(SOFT_L2);

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void configuredValueIsWrittenInKerasForm() {
    assertThat(L2.factor(0.5).toPlain())
        .containsExactly(entry("class_name", "L2"), entry("config", Map.of("l2", 0.5)));
    assertThat(L2.className()).isEqualTo("L2");
    assertThat(L2.getConfig()).containsExactly(entry("l2", 0.01));
  }

  @Test
  void nameStandsForTheDefaults() {
    assertThat(PENALTIES.read("L2")).isEqualTo(L2);
    assertThat(PENALTIES.read("l2")).isEqualTo(L2);
    assertThat(PENALTIES.read("soft_l2")).isEqualTo(SOFT_L2);
  }

  @Test
  void otherNamesStandForTheDefaultsToo() {
    Registry<Penalty> named = PENALTIES.with(L2, "ridge", "weight_decay");
    assertThat(named.read("ridge")).isEqualTo(L2);
    assertThat(named.find("weight_decay")).contains(L2);
    assertThat(PENALTIES.find("ridge")).isEmpty();
    assertThat(named.prototypes()).containsExactly(L2, SOFT_L2);
  }

  @Test
  void codecSaysOnlyWhatItExpected() {
    assertRefused(() -> PENALTIES.codec().read("L3"), "one of L2, SoftL2");
    assertRefused(() -> PENALTIES.codec().read(3), "a name, or a map with class_name and config");
    assertRefused(
        () -> PENALTIES.codec().read(Map.of("class_name", "L2", "config", Map.of("l2", "much"))),
        "options that L2 takes (L2: l2 is much; expected a number.)");
  }

  @Test
  void fullFormIsReadBack() {
    Penalty penalty = SOFT_L2.factor(0.25);
    assertThat(PENALTIES.read(penalty.toPlain())).isEqualTo(penalty);
    assertThat(PENALTIES.codec().read(PENALTIES.codec().write(penalty))).isEqualTo(penalty);
  }

  @Test
  void furtherKeysAndAMissingConfigurationAreIgnored() {
    assertThat(PENALTIES.read(Map.of("class_name", "L2", "module", "keras"))).isEqualTo(L2);
  }

  @Test
  void unknownNamesAreRefused() {
    assertRefused(
        () -> PENALTIES.read("L3"), "regularizer: unknown name L3; known are L2, SoftL2.");
    assertRefused(
        () -> PENALTIES.read(Map.of("class_name", "L3")),
        "regularizer: unknown name L3; known are L2, SoftL2.");
  }

  @Test
  void otherFormsAreRefused() {
    assertRefused(
        () -> PENALTIES.read(3),
        "regularizer: got 3; expected a name, or a map with class_name and config.");
    assertRefused(
        () -> PENALTIES.read(Map.of("config", Map.of())),
        "regularizer: got {config={}}; expected a name, or a map with class_name and config.");
  }

  @Test
  void wrongConfigurationNamesItsOwner() {
    assertRefused(
        () -> PENALTIES.read(Map.of("class_name", "L2", "config", Map.of("l1", 1))),
        "L2: unknown option l1; known are l2.");
  }

  @Test
  void typeIsFoundByItsOtherNamesToo() {
    Registry<Penalty> named = PENALTIES.with(Penalty.of("Ridge"), "tikhonov", "L2_norm");
    assertThat(named.read("tikhonov")).isEqualTo(Penalty.of("Ridge"));
    assertThat(named.find("L2_norm")).contains(Penalty.of("Ridge"));
    assertThat(named.find("ridge")).contains(Penalty.of("Ridge"));
    assertThat(named.find("Tikhonov")).isEmpty();
    assertThat(named.read(Map.of("class_name", "tikhonov", "config", Map.of("l2", 2.0))))
        .isEqualTo(Penalty.of("Ridge").factor(2));
    assertThat(PENALTIES.find("tikhonov")).isEmpty();
  }

  @Test
  void prototypesAreInOrderAndOncePerType() {
    assertThat(PENALTIES.with(Penalty.of("Ridge"), "tikhonov").prototypes())
        .containsExactly(L2, SOFT_L2, Penalty.of("Ridge"));
  }

  @Test
  void codecTellsWhatAnOptionMayBe() {
    Option<Penalty> option = Option.of("kernel_regularizer", PENALTIES.codec(), L2);
    Options layer = Options.of("Dense", option);
    assertRefused(
        () -> layer.read(Map.of("kernel_regularizer", "L3")),
        "Dense: kernel_regularizer is L3; expected one of L2, SoftL2.");
    assertRefused(
        () -> layer.read(Map.of("kernel_regularizer", 3)),
        "Dense: kernel_regularizer is 3; expected a name, or a map with class_name and config.");
    assertRefused(
        () ->
            layer.read(
                Map.of("kernel_regularizer", Map.of("class_name", "L2", "config", Map.of("a", 1)))),
        "Dense: kernel_regularizer is "
            + Map.of("class_name", "L2", "config", Map.of("a", 1))
            + "; expected options that L2 takes (L2: unknown option a; known are l2.).");
  }

  @Test
  void withReplacesATypeOfTheSameNameInACopy() {
    Registry<Penalty> changed = PENALTIES.with(L2.factor(3));
    assertThat(changed.read("l2")).isEqualTo(L2.factor(3));
    assertThat(PENALTIES.read("l2")).isEqualTo(L2);
  }

  @ParameterizedTest
  @CsvSource({
    "GlorotUniform, glorot_uniform",
    "L1L2, l1l2",
    "GRU, gru",
    "GRUCell, gru_cell",
    "RMSprop, rm_sprop",
    "Adam, adam",
    "MinMaxNorm, min_max_norm",
    "SimpleRNN, simple_rnn",
    "StackedRNNCells, stacked_rnn_cells",
    "GlobalAveragePooling1D, global_average_pooling1d",
    "Conv1DTranspose, conv1d_transpose",
    "AdamW, adam_w",
    "R2Score, r2_score",
    "KLDivergence, kl_divergence"
  })
  void snakeCaseIsThatOfKeras(String className, String name) {
    assertThat(Registry.snakeCase(className)).isEqualTo(name);
  }
}
