package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertRefused;
import static dev.rewind.optimizers.Steps.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rewind.autograd.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Weight decay, accumulation, averaging and loss scale, each by its equation. */
class CommonOptionsTest {
  private final Parameter kernel = new Parameter("dense/kernel", row(2, -4));
  private final Parameter bias = new Parameter("bias_layer/bias_1", row(10));

  @Test
  void parametersDecayBeforeTheUpdate() {
    SGD config = SGD.of().learningRate(0.5).weightDecay(0.1);
    config.build(List.of(kernel)).apply(Map.of(kernel, row(1, 2)));
    assertArrayEquals(
        new double[] {2 - 2 * 0.1 * 0.5 - 0.5, -4 + 4 * 0.1 * 0.5 - 1},
        Steps.values(kernel),
        Steps.ROUNDING);
  }

  @Test
  void excludedParametersDoNotDecay() {
    Parameter biasLayer = new Parameter("bias/kernel", row(10));
    SGD config = SGD.of().learningRate(0.5).weightDecay(0.1).excludeFromWeightDecay("bias");
    config.build(List.of(biasLayer, bias)).apply(Map.of(biasLayer, row(0), bias, row(0)));
    assertArrayEquals(new double[] {9.5}, Steps.values(biasLayer), Steps.ROUNDING);
    assertArrayEquals(new double[] {10}, Steps.values(bias));
  }

  @Test
  void exclusionsAreExpressionsFoundInTheLastPartOfAName() {
    Parameter recurrent = new Parameter("gru/recurrent_kernel", row(10));
    Parameter gamma = new Parameter("norm/gamma_2", row(10));
    Parameter only = new Parameter("kernel", row(10));
    List<Parameter> all = List.of(kernel, recurrent, gamma, only);
    SGD config =
        SGD.of().learningRate(0.5).weightDecay(0.1).excludeFromWeightDecay("^kernel$", "gamma_\\d");
    config
        .build(all)
        .apply(Map.of(kernel, row(0, 0), recurrent, row(0), gamma, row(0), only, row(0)));
    assertArrayEquals(new double[] {2, -4}, Steps.values(kernel));
    assertArrayEquals(new double[] {9.5}, Steps.values(recurrent), Steps.ROUNDING);
    assertArrayEquals(new double[] {10}, Steps.values(gamma));
    assertArrayEquals(new double[] {10}, Steps.values(only));
  }

  @Test
  void exclusionOfNothingIsRefusedWhenBuilt() {
    SGD config = SGD.of().weightDecay(0.1).excludeFromWeightDecay("bias", "dense");
    assertRefused(
        "SGD: excludeFromWeightDecay has dense, which no parameter's name contains; expected"
            + " something in one of [bias_1, kernel]. Mend it or leave it out.",
        () -> config.build(List.of(kernel, bias)));
  }

  @Test
  void exclusionsWithoutDecayChangeNothing() {
    SGD config = SGD.of().learningRate(0.5).excludeFromWeightDecay("bias");
    config.build(List.of(bias)).apply(Map.of(bias, row(2)));
    assertArrayEquals(new double[] {9}, Steps.values(bias));
  }

  @Test
  void exclusionsThatAreNoExpressionsAreRefusedWhenSet() {
    String expected = "SGD: excludeFromWeightDecay must be regular expressions that are not blank";
    assertRefused(expected + ", got [bias, \" \"].", () -> exclude("bias", " "));
    assertRefused(expected + ", got [(bias].", () -> exclude("(bias"));
    assertRefused(
        expected + ", got [\"\"].",
        () -> SGD.of().options().read(Map.of("exclude_from_weight_decay", List.of(""))));
  }

  @Test
  void accumulationUpdatesByTheMeanAtEveryNthStep() {
    Optimizer optimizer =
        SGD.of().learningRate(1).gradientAccumulationSteps(3).build(List.of(kernel, bias));
    optimizer.apply(Map.of(kernel, row(1, 1)));
    optimizer.apply(Map.of(kernel, row(2, 2), bias, row(3)));
    assertArrayEquals(new double[] {2, -4}, Steps.values(kernel));
    assertEquals(0, optimizer.iterations());
    // bias has no gradient when the update comes: what was added up for it is dropped.
    optimizer.apply(Map.of(kernel, row(6, 0)));
    assertArrayEquals(new double[] {2 - 3, -4 - 1}, Steps.values(kernel), Steps.ROUNDING);
    assertArrayEquals(new double[] {10}, Steps.values(bias));
    assertEquals(1, optimizer.iterations());
    for (OptimizerState.SlotValue slot : optimizer.state().slots()) {
      assertEquals(0, slot.value().get(0, 0), slot.path());
    }
    assertEquals(3, optimizer.state().iteration());
  }

  @Test
  void accumulationOfEqualGradientsGivesTheSameUpdates() {
    Parameter parameter = Steps.parameter();
    Optimizer optimizer =
        Adam.of().learningRate(0.1).gradientAccumulationSteps(2).build(List.of(parameter));
    double[][] expected = Steps.trajectory(Adam.of().learningRate(0.1));
    for (int t = 0; t < expected.length; t++) {
      optimizer.apply(Map.of(parameter, row(Steps.GRADIENTS[t])));
      optimizer.apply(Map.of(parameter, row(Steps.GRADIENTS[t])));
      assertArrayEquals(expected[t], Steps.values(parameter), Steps.ROUNDING, "update " + t);
    }
  }

  @Test
  void accumulatedGradientsAreClippedNotSingleOnes() {
    Optimizer optimizer =
        SGD.of().learningRate(1).gradientAccumulationSteps(2).clipvalue(1).build(List.of(kernel));
    optimizer.apply(Map.of(kernel, row(8, 0)));
    optimizer.apply(Map.of(kernel, row(-7, 0)));
    assertArrayEquals(new double[] {1.5, -4}, Steps.values(kernel), Steps.ROUNDING);
  }

  @Test
  void averageStartsWithTheFirstValueAndFollows() {
    Optimizer optimizer =
        SGD.of().learningRate(1).useEma(true).emaMomentum(0.75).build(List.of(kernel));
    optimizer.apply(Map.of(kernel, row(1, 0)));
    optimizer.apply(Map.of(kernel, row(4, 0)));
    assertArrayEquals(new double[] {-3, -4}, Steps.values(kernel));
    optimizer.finalizeVariableValues();
    assertArrayEquals(new double[] {0.75 * 1 + 0.25 * -3, -4}, Steps.values(kernel));
  }

  @Test
  void averageTakesThePlaceOfTheParametersAgainAndAgain() {
    SGD config = SGD.of().learningRate(1).useEma(true).emaMomentum(0.5).emaOverwriteFrequency(2);
    Optimizer optimizer = config.build(List.of(bias));
    optimizer.apply(Map.of(bias, row(2)));
    assertArrayEquals(new double[] {8}, Steps.values(bias));
    optimizer.apply(Map.of(bias, row(4)));
    assertArrayEquals(new double[] {0.5 * 8 + 0.5 * 4}, Steps.values(bias));
  }

  @Test
  void finalizingWithoutAverageChangesNothing() {
    SGD.of().build(List.of(kernel)).finalizeVariableValues();
    assertArrayEquals(new double[] {2, -4}, Steps.values(kernel));
  }

  @Test
  void lossScaleIsTakenOutOfTheGradients() {
    Optimizer optimizer = SGD.of().learningRate(1).lossScaleFactor(8).build(List.of(bias));
    optimizer.apply(Map.of(bias, row(16)));
    assertArrayEquals(new double[] {8}, Steps.values(bias));
    assertEquals(Optional.of(8.0), optimizer.lossScale());
  }

  @Test
  void optionsKeepWhatIsSet() {
    SGD config =
        SGD.of()
            .weightDecay(0.1)
            .excludeFromWeightDecay("bias", "gamma")
            .useEma(true)
            .emaMomentum(0.9)
            .emaOverwriteFrequency(5)
            .lossScaleFactor(2)
            .gradientAccumulationSteps(4);
    assertEquals(Optional.of(0.1), config.weightDecay());
    assertEquals(List.of("bias", "gamma"), config.excludeFromWeightDecay());
    assertEquals(true, config.useEma());
    assertEquals(0.9, config.emaMomentum());
    assertEquals(Optional.of(5), config.emaOverwriteFrequency());
    assertEquals(Optional.of(2.0), config.lossScaleFactor());
    assertEquals(Optional.of(4), config.gradientAccumulationSteps());
    assertEquals(config, Optimizers.REGISTRY.read(config.toPlain()));
  }

  @Test
  void exclusionsAreWrittenOnlyIfThereAreAny() {
    assertFalse(SGD.of().getConfig().containsKey("exclude_from_weight_decay"));
    assertEquals(
        List.of("bias"),
        SGD.of().excludeFromWeightDecay("bias").getConfig().get("exclude_from_weight_decay"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused(
        "SGD: weightDecay must be finite and at least 0, got -0.1.",
        () -> SGD.of().weightDecay(-0.1));
    assertRefused("SGD: emaMomentum must be in [0, 1], got 1.1.", () -> SGD.of().emaMomentum(1.1));
    assertRefused(
        "SGD: emaOverwriteFrequency must be at least 1, got 0.",
        () -> SGD.of().emaOverwriteFrequency(0));
    assertRefused(
        "SGD: lossScaleFactor must be positive and finite, got 0.0.",
        () -> SGD.of().lossScaleFactor(0));
    assertRefused(
        "SGD: gradientAccumulationSteps must be at least 2, got 1.",
        () -> SGD.of().gradientAccumulationSteps(1));
    assertRefused(
        "SGD: exclude_from_weight_decay is [1]; expected a list in which every element is a text.",
        () -> SGD.of().options().read(Map.of("exclude_from_weight_decay", List.of(1))));
    assertRefused(
        "SGD: exclude_from_weight_decay is bias; expected a list.",
        () -> SGD.of().options().read(Map.of("exclude_from_weight_decay", "bias")));
  }

  private static void exclude(String... patterns) {
    SGD.of().excludeFromWeightDecay(patterns);
  }
}
