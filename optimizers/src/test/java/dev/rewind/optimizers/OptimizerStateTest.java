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
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerStateTest {

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
    String advice = " Restore it into an optimizer of the same configuration and parameters.";
    assertRefused(
        "Adam: the saved state has 0 slots; expected 2." + advice,
        () -> adam.restore(SGD.of().build(parameters).state()));
    assertRefused(
        "Adam: slot 0 of the saved state is gru_kernel_velocity[1, 3]; expected"
            + " gru_kernel_momentum[1, 3]."
            + advice,
        () -> adam.restore(RMSprop.of().momentum(0.5).build(parameters).state()));
    assertRefused(
        "Adam: slot 0 of the saved state is gru_kernel_momentum[1, 1]; expected"
            + " gru_kernel_momentum[1, 3]."
            + advice,
        () -> adam.restore(Adam.of().build(List.of(new Parameter("gru/kernel", row(1)))).state()));
    assertRefused(
        "Adam: the saved learning rate is a schedule's; expected a number." + advice,
        () -> adam.restore(new OptimizerState(3, Optional.empty(), untouched.slots())));
    assertRefused(
        "SGD: the saved learning rate is 0.001; expected a schedule's." + advice,
        () -> SGD.of().learningRate(CosineDecay.of(0.1, 6)).build(parameters).restore(untouched));
    assertRefused(
        "OptimizerState: iteration must be at least 0, got -1.",
        () -> new OptimizerState(-1, Optional.empty(), List.of()));
    assertEquals(untouched, adam.state());
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
    OptimizerState state = new OptimizerState(1, Optional.of(0.1), slots);
    slots.clear();
    assertEquals(List.of(slot), state.slots());
  }

  private static void run(Optimizer optimizer, Parameter parameter) {
    for (double[] gradient : Steps.GRADIENTS) {
      optimizer.apply(Map.of(parameter, row(gradient)));
    }
  }
}
