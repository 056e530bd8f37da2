package dev.rewind.training.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.core.options.Registry;
import dev.rewind.training.losses.LossCases.Case;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossOptionsTest {

  @ParameterizedTest
  @MethodSource("dev.rewind.training.losses.LossCases#all")
  void configurationReadsBackEqual(Case one) {
    assertEquals(one.loss(), Losses.REGISTRY.read(one.loss().toPlain()));
  }

  @ParameterizedTest
  @MethodSource("dev.rewind.training.losses.LossCases#all")
  void nameIsKerasNameOfTheClass(Case one) {
    String name = Registry.snakeCase(one.loss().className());
    assertEquals(name, Losses.REGISTRY.read(name).name());
    assertEquals(one.loss().getClass(), Losses.REGISTRY.read(name).getClass());
  }

  @Test
  void configurationsHaveTheKeysAndDefaultsOfKeras() {
    // As get_config of Keras 3.15.1 gave them.
    Map<String, Object> mse =
        Map.of("name", "mean_squared_error", "reduction", "sum_over_batch_size");
    assertEquals(mse, MeanSquaredError.of().getConfig());
    assertEquals(
        Map.of(
            "name",
            "binary_crossentropy",
            "reduction",
            "sum_over_batch_size",
            "from_logits",
            false,
            "label_smoothing",
            0.0,
            "axis",
            -1),
        BinaryCrossentropy.of().getConfig());
    assertEquals(
        List.of("name", "reduction", "from_logits", "label_smoothing", "axis"),
        List.copyOf(CategoricalCrossentropy.of().getConfig().keySet()));
    assertEquals(
        Map.of(
            "name",
            "sparse_categorical_crossentropy",
            "reduction",
            "sum_over_batch_size",
            "from_logits",
            false,
            "ignore_class",
            Optional.empty()),
        SparseCategoricalCrossentropy.of().getConfig());
  }

  @Test
  void shortNamesOfKerasAreKnown() {
    assertEquals(MeanSquaredError.of(), Losses.REGISTRY.read("mse"));
    assertEquals(MeanAbsoluteError.of(), Losses.REGISTRY.read("MAE"));
    assertEquals(BinaryCrossentropy.of(), Losses.REGISTRY.read("bce"));
  }

  @Test
  void withersChangeOneOptionAndNothingElse() {
    CategoricalCrossentropy loss =
        CategoricalCrossentropy.of().fromLogits(true).labelSmoothing(0.1);
    assertEquals(0.1, loss.labelSmoothing());
    assertEquals(true, loss.fromLogits());
    assertEquals(Reduction.SUM, loss.reduction(Reduction.SUM).reduction());
    assertEquals("ce", loss.name("ce").name());
    assertNotEquals(loss, loss.name("ce"));
    assertEquals(
        "CategoricalCrossentropy(from_logits=true, label_smoothing=0.1)",
        loss.options().toString());
  }

  @ParameterizedTest
  @EnumSource
  void reductionsReadBackByTheirKerasNames(Reduction reduction) {
    assertEquals(reduction, Reduction.CODEC.read(Reduction.CODEC.write(reduction)));
  }

  @Test
  void absentReductionIsNone() {
    assertEquals(Reduction.NONE, Reduction.CODEC.read(Optional.empty()));
  }

  @Test
  void badOptionsAreRefusedWhenSet() {
    assertEquals(
        "BinaryCrossentropy: labelSmoothing must be in [0, 1], got 1.5.",
        assertThrows(
                IllegalArgumentException.class, () -> BinaryCrossentropy.of().labelSmoothing(1.5))
            .getMessage());
    assertEquals(
        "CategoricalCrossentropy: axis must be -1, the columns, got 1.",
        read("CategoricalCrossentropy", "axis", 1));
    assertEquals(
        "MeanSquaredError: reduction is average; expected one of [sum_over_batch_size, sum, none,"
            + " mean, mean_with_sample_weight].",
        read("MeanSquaredError", "reduction", "average"));
    assertEquals(
        "MeanSquaredError: got the options of BinaryCrossentropy; expected options of"
            + " MeanSquaredError.",
        assertThrows(
                IllegalArgumentException.class,
                () -> new MeanSquaredError(BinaryCrossentropy.of().options()))
            .getMessage());
  }

  private static String read(String loss, String key, Object value) {
    Map<String, Object> plain = Map.of("class_name", loss, "config", Map.of(key, value));
    return assertThrows(IllegalArgumentException.class, () -> Losses.REGISTRY.read(plain))
        .getMessage();
  }
}
