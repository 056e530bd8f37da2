package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static dev.rewind.optimizers.Steps.assertSame;
import static dev.rewind.optimizers.Steps.trajectory;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SGDTest {
  private static final double RATE = 0.1;
  private static final double MOMENTUM = 0.9;

  @Test
  void stepsAgainstTheGradient() {
    assertComputes(() -> (w, g, t) -> w - RATE * g, SGD.of().learningRate(RATE));
  }

  @Test
  void momentumKeepsScaledSteps() {
    assertComputes(
        () ->
            new Steps.Equation() {
              private double m;

              @Override
              public double next(double w, double g, int t) {
                m = MOMENTUM * m - RATE * g;
                return w + m;
              }
            },
        SGD.of().learningRate(RATE).momentum(MOMENTUM));
  }

  @Test
  void nesterovLooksAhead() {
    assertComputes(
        () ->
            new Steps.Equation() {
              private double m;

              @Override
              public double next(double w, double g, int t) {
                m = MOMENTUM * m - RATE * g;
                return w + MOMENTUM * m - RATE * g;
              }
            },
        SGD.of().learningRate(RATE).momentum(MOMENTUM).nesterov(true));
  }

  @Test
  void nesterovWithoutMomentumIsPlain() {
    assertSame(trajectory(SGD.of()), trajectory(SGD.of().nesterov(true)));
  }

  @Test
  void zeroGradientLeavesParametersUnchanged() {
    Parameter parameter = Steps.parameter();
    Optimizer optimizer = SGD.of().momentum(MOMENTUM).nesterov(true).build(List.of(parameter));
    optimizer.apply(Map.of(parameter, Steps.row(0, 0, 0)));
    assertArrayEquals(Steps.START, Steps.values(parameter));
  }

  @Test
  void keepsMomentumOnlyIfThereIsAny() {
    List<Parameter> parameters = List.of(Steps.parameter());
    assertEquals(List.of(), SGD.of().build(parameters).state().slots());
    OptimizerState state = SGD.of().momentum(0.5).build(parameters).state();
    assertEquals("gru_kernel_momentum", state.slots().get(0).path());
    assertEquals(new Shape(1, 3), Shape.of(state.slots().get(0).value()));
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("SGD()", SGD.of().toString());
    assertEquals(0.0, SGD.of().momentum());
    SGD changed = SGD.of().name("mine").learningRate(0.2).momentum(0.5).nesterov(true);
    assertEquals("mine", changed.name());
    assertEquals(0.2, changed.learningRate().at(0));
    assertEquals(0.5, changed.momentum());
    assertEquals(true, changed.nesterov());
    assertEquals(changed, Optimizers.REGISTRY.read(changed.toPlain()));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("SGD: momentum must be in [0, 1], got 1.5.", () -> SGD.of().momentum(1.5));
    assertRefused("SGD: momentum must be in [0, 1], got -0.1.", () -> SGD.of().momentum(-0.1));
    assertRefused("SGD: momentum must be in [0, 1], got NaN.", () -> SGD.of().momentum(Double.NaN));
    assertRefused(
        "SGD: learningRate must be finite and at least 0, got -0.1.",
        () -> SGD.of().learningRate(-0.1));
    assertRefused(
        "SGD: learningRate must be finite and at least 0, got NaN.",
        () -> SGD.of().learningRate(Double.NaN));
    assertRefused(
        "SGD: learning_rate is fast; expected a number.",
        () ->
            Optimizers.REGISTRY.read(
                Map.of("class_name", "SGD", "config", Map.of("learning_rate", "fast"))));
    assertRefused(
        "SGD: got the options of Adam; expected options of SGD.",
        () -> new SGD(Adam.of().options()));
  }
}
