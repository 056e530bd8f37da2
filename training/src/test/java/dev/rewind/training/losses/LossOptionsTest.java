package dev.rewind.training.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.core.options.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossOptionsTest {

  @ParameterizedTest
  @MethodSource("dev.rewind.training.losses.LossCases#every")
  void configurationReadsBackEqual(Loss loss) {
    assertEquals(loss, Losses.REGISTRY.read(loss.toPlain()));
  }

  @ParameterizedTest
  @MethodSource("dev.rewind.training.losses.LossCases#every")
  void nameIsKerasNameOfTheClass(Loss loss) {
    String name = Registry.snakeCase(loss.className());
    String kerasName = name.equals("huber") ? "huber_loss" : name; // the one that differs
    assertEquals(kerasName, Losses.REGISTRY.read(name).name());
    assertEquals(loss.getClass(), Losses.REGISTRY.read(name).getClass());
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
  void configurationsOfFocalLossesHaveTheKeysAndDefaultsOfKeras() {
    // As get_config of Keras 3.15.1 gave them.
    Map<String, Object> categorical =
        Map.of(
            "name",
            "categorical_focal_crossentropy",
            "reduction",
            "sum_over_batch_size",
            "from_logits",
            false,
            "label_smoothing",
            0.0,
            "axis",
            -1,
            "alpha",
            0.25,
            "gamma",
            2.0);
    assertEquals(categorical, CategoricalFocalCrossentropy.of().getConfig());
    assertEquals(
        List.of(0.1, 0.2),
        CategoricalFocalCrossentropy.of().alpha(0.1, 0.2).getConfig().get("alpha"));
    Map<String, Object> binary = new HashMap<>(categorical);
    binary.put("name", "binary_focal_crossentropy");
    binary.put("apply_class_balancing", false);
    assertEquals(binary, BinaryFocalCrossentropy.of().getConfig());
    assertEquals(
        List.of(
            "name",
            "reduction",
            "from_logits",
            "label_smoothing",
            "axis",
            "apply_class_balancing",
            "alpha",
            "gamma"),
        List.copyOf(BinaryFocalCrossentropy.of().getConfig().keySet()));
  }

  @Test
  void deltaIsWrittenIfItWasChanged() {
    Map<String, Object> huber = Map.of("name", "huber_loss", "reduction", "sum_over_batch_size");
    assertEquals(huber, Huber.of().getConfig()); // as that of Keras 3.15.1
    assertEquals(0.5, Huber.of().delta(0.5).getConfig().get("delta"));
  }

  @Test
  void axisIsWrittenIfItWasChanged() {
    assertEquals(
        Set.of("name", "reduction"), // as that of Keras 3.15.1
        CosineSimilarity.of().getConfig().keySet());
    assertEquals(1, CosineSimilarity.of().axis(1).getConfig().get("axis"));
    assertEquals(1, CosineSimilarity.of().axis(1).axis());
  }

  @Test
  void withersOfNewOptionsReadBack() {
    assertEquals(0.5, Huber.of().delta(0.5).delta());
    BinaryFocalCrossentropy binary = BinaryFocalCrossentropy.of();
    assertEquals(0.7, binary.alpha(0.7).alpha());
    assertEquals(0.3, binary.gamma(0.3).gamma());
    assertEquals(true, binary.applyClassBalancing(true).applyClassBalancing());
    assertEquals(List.of(0.7, 0.1), CategoricalFocalCrossentropy.of().alpha(0.7, 0.1).alpha());
  }

  @Test
  void shortNamesOfKerasAreKnown() {
    assertEquals(MeanAbsolutePercentageError.of(), Losses.REGISTRY.read("mape"));
    assertEquals(MeanSquaredLogarithmicError.of(), Losses.REGISTRY.read("MSLE"));
    assertEquals(KLDivergence.of(), Losses.REGISTRY.read("kld"));
    assertEquals(MeanSquaredError.of(), Losses.REGISTRY.read("mse"));
    assertEquals(MeanAbsoluteError.of(), Losses.REGISTRY.read("MAE"));
    assertEquals(BinaryCrossentropy.of(), Losses.REGISTRY.read("bce"));
  }

  @Test
  void namesThatOnlyTfKerasHadAreKnown() {
    assertEquals(LogCosh.of(), Losses.REGISTRY.read("logcosh"));
    assertEquals(Huber.of(), Losses.REGISTRY.read("huber_loss"));
    assertEquals(KLDivergence.of(), Losses.REGISTRY.read("kullback_leibler_divergence"));
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
        "CosineSimilarity: axis must be -1, the features, or 1, the time of sequences, got 2.",
        read("CosineSimilarity", "axis", 2));
    assertEquals("Huber: delta must be positive and finite, got 0.0.", read("Huber", "delta", 0));
    assertEquals(
        "BinaryFocalCrossentropy: alpha must be in [0, 1], got 2.0.",
        read("BinaryFocalCrossentropy", "alpha", 2));
    assertEquals(
        "BinaryFocalCrossentropy: gamma must be at least 0 and finite, got -1.0.",
        read("BinaryFocalCrossentropy", "gamma", -1));
    assertEquals(
        "CategoricalFocalCrossentropy: alpha must be numbers of at least 0, one or one for each"
            + " class, got [0.5, -1.0].",
        read("CategoricalFocalCrossentropy", "alpha", List.of(0.5, -1)));
    assertEquals(
        "CategoricalFocalCrossentropy: alpha is much; expected a number or a list of numbers.",
        read("CategoricalFocalCrossentropy", "alpha", "much"));
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
