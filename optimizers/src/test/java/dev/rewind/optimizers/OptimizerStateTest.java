package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertRefused;
import static dev.rewind.optimizers.Steps.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rewind.autograd.Parameter;
import dev.rewind.optimizers.schedules.CosineDecay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerStateTest {

  private static final String ADVICE =
      " Restore it into an optimizer of the same class, options and parameters.";

  static List<OptimizerConfig> configs() {
    return List.of(
        SGD.of().momentum(0.9).nesterov(true),
        RMSprop.of().centered(true).momentum(0.3).globalClipnorm(1),
        Adam.of().amsgrad(true).weightDecay(0.1).useEma(true).emaOverwriteFrequency(2),
        Adam.of().gradientAccumulationSteps(3).useEma(true),
        AdamW.of().learningRate(CosineDecay.of(0.1, 6).warmupTarget(0.3).warmupSteps(2)),
        Nadam.of().gradientAccumulationSteps(3),
        Adamax.of().weightDecay(0.1),
        Adagrad.of().initialAccumulatorValue(0.3),
        Adadelta.of().useEma(true),
        Ftrl.of().l1RegularizationStrength(0.01).beta(0.5),
        Lion.of().clipvalue(0.5),
        Lamb.of().globalClipnorm(1));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void restoredStateGoesOnWithTheSameBits(OptimizerConfig config) {
    Parameter parameter = Steps.parameter();
    Optimizer optimizer = config.build(List.of(parameter));
    run(optimizer, parameter);
    OptimizerState saved = optimizer.state();
    double[] savedValues = Steps.values(parameter);

    run(optimizer, parameter);
    Parameter other = new Parameter("gru/kernel", row(savedValues));
    Optimizer resumed = config.build(List.of(other));
    resumed.restore(saved);
    assertEquals(saved, resumed.state());
    run(resumed, other);

    assertArrayEquals(Steps.values(parameter), Steps.values(other));
    assertEquals(optimizer.state(), resumed.state());
    assertNotEquals(saved, resumed.state());
  }

  @Test
  void savedStateDoesNotFollowTheOptimizer() {
    Parameter parameter = Steps.parameter();
    Optimizer optimizer = Adam.of().build(List.of(parameter));
    OptimizerState first = optimizer.state();
    run(optimizer, parameter);
    assertEquals(0, first.iteration());
    assertEquals(0, first.slots().get(0).value().get(0, 0));
  }

  @Test
  void restoringBringsBackTheLearningRate() {
    Optimizer optimizer = SGD.of().build(List.of(Steps.parameter()));
    optimizer.setLearningRate(0.5);
    Optimizer other = SGD.of().build(List.of(Steps.parameter()));
    other.restore(optimizer.state());
    assertEquals(0.5, other.learningRate());
  }

  @Test
  void refusesTheStateOfAnotherOptimizer() {
    List<Parameter> parameters = List.of(Steps.parameter());
    Optimizer adam = Adam.of().build(parameters);
    OptimizerState untouched = adam.state();
    assertRefused(
        "Adam: the saved state has 3 slots; expected 2." + ADVICE,
        () -> adam.restore(Adam.of().amsgrad(true).build(parameters).state()));
    Optimizer other = RMSprop.of().centered(true).build(parameters);
    assertRefused(
        "RMSprop: slot 1 of the saved state is gru_kernel_momentum[1, 3]; expected"
            + " gru_kernel_average_gradient[1, 3]."
            + ADVICE,
        () -> other.restore(RMSprop.of().momentum(0.5).build(parameters).state()));
    assertRefused(
        "Adam: slot 0 of the saved state is gru_kernel_momentum[1, 1]; expected"
            + " gru_kernel_momentum[1, 3]."
            + ADVICE,
        () -> adam.restore(Adam.of().build(List.of(new Parameter("gru/kernel", row(1)))).state()));
    assertRefused(
        "Adam: the saved learning rate is a schedule's; expected a number." + ADVICE,
        () -> adam.restore(new OptimizerState("Adam", 1, 3, Optional.empty(), untouched.slots())));
    assertRefused(
        "Adam: the saved learning rate is 0.001; expected a schedule's." + ADVICE,
        () -> Adam.of().learningRate(CosineDecay.of(0.1, 6)).build(parameters).restore(untouched));
    assertRefused(
        "OptimizerState: iteration must be at least 0, got -1.",
        () -> new OptimizerState("Adam", 1, -1, Optional.empty(), List.of()));
    assertRefused(
        "OptimizerState: accumulationSteps must be positive, got 0.",
        () -> new OptimizerState("Adam", 0, 1, Optional.empty(), List.of()));
    assertEquals(untouched, adam.state());
  }

  static List<Arguments> configsOfEqualSlots() {
    return List.of(
        Arguments.of(SGD.of().momentum(0.9), Lion.of()),
        Arguments.of(Adam.of(), Lamb.of()),
        Arguments.of(Adam.of(), AdamW.of()));
  }

  @ParameterizedTest
  @MethodSource("configsOfEqualSlots")
  void equalSlotsOfAnotherClassMeanSomethingElseAndAreRefused(
      OptimizerConfig first, OptimizerConfig second) {
    Parameter parameter = Steps.parameter();
    Optimizer optimizer = first.build(List.of(parameter));
    Optimizer other = second.build(List.of(parameter));
    run(optimizer, parameter);
    OptimizerState untouched = other.state();
    assertEquals(
        optimizer.state().slots().toString(), untouched.slots().toString(), "slots are alike");
    assertRefused(
        second.className()
            + ": the saved state is of "
            + first.className()
            + "; expected one of "
            + second.className()
            + "."
            + ADVICE,
        () -> other.restore(optimizer.state()));
    assertEquals(untouched, other.state());
  }

  @Test
  void accumulationOfAnotherNumberOfGradientsIsRefused() {
    List<Parameter> parameters = List.of(Steps.parameter());
    Optimizer two = SGD.of().gradientAccumulationSteps(2).build(parameters);
    Optimizer three = SGD.of().gradientAccumulationSteps(3).build(parameters);
    assertRefused(
        "SGD: the saved gradientAccumulationSteps are 2; expected 3." + ADVICE,
        () -> three.restore(two.state()));
    assertRefused(
        "SGD: the saved gradientAccumulationSteps are 1; expected 3." + ADVICE,
        () -> three.restore(SGD.of().build(parameters).state()));
  }

  @Test
  void otherOptionsMayChangeInTheMidstOfTraining() {
    Parameter parameter = Steps.parameter();
    Optimizer optimizer = Adam.of().weightDecay(0.1).clipnorm(1).build(List.of(parameter));
    run(optimizer, parameter);
    Optimizer other = Adam.of().weightDecay(0.2).beta1(0.5).build(List.of(parameter));
    other.restore(optimizer.state());
    assertEquals(optimizer.state(), other.state());
    assertEquals(Optional.of(0.2), other.config().options().get(OptimizerOptions.WEIGHT_DECAY));
  }

  @Test
  void statesAreEqualWhenAllBitsAre() {
    OptimizerState.SlotValue slot = new OptimizerState.SlotValue("a", row(1, 2));
    assertEquals(slot, new OptimizerState.SlotValue("a", row(1, 2)));
    assertEquals(slot.hashCode(), new OptimizerState.SlotValue("a", row(1, 2)).hashCode());
    assertNotEquals(slot, new OptimizerState.SlotValue("b", row(1, 2)));
    assertNotEquals(slot, new OptimizerState.SlotValue("a", row(1, 3)));
    assertNotEquals(slot, new OptimizerState.SlotValue("a", row(1)));
    List<OptimizerState.SlotValue> slots = new ArrayList<>(List.of(slot));
    OptimizerState state = new OptimizerState("SGD", 1, 1, Optional.of(0.1), slots);
    slots.clear();
    assertEquals(List.of(slot), state.slots());
  }

  private static void run(Optimizer optimizer, Parameter parameter) {
    for (double[] gradient : Steps.GRADIENTS) {
      optimizer.apply(Map.of(parameter, row(gradient)));
    }
  }
}
