package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Parameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NadamTest {
  private static final double RATE = 0.05;
  private static final double BETA_1 = 0.7;
  private static final double BETA_2 = 0.85;
  private static final double EPSILON = 0.01;
  private static final Nadam CONFIG =
      Nadam.of().learningRate(RATE).beta1(BETA_1).beta2(BETA_2).epsilon(EPSILON);

  @Test
  void looksAheadWithAGrowingMomentum() {
    assertComputes(Reference::new, CONFIG);
  }

  @Test
  void productOfMomentumsGrowsOnceForAllParameters() {
    Parameter first = new Parameter("a", Steps.row(Steps.START[0]));
    Parameter second = new Parameter("b", Steps.row(Steps.START[1]));
    Optimizer optimizer = CONFIG.build(List.of(first, second));
    double[][] expected = Steps.trajectory(CONFIG);
    double product = 1;
    for (int t = 1; t <= Steps.GRADIENTS.length; t++) {
      double[] gradient = Steps.GRADIENTS[t - 1];
      optimizer.apply(Map.of(first, Steps.row(gradient[0]), second, Steps.row(gradient[1])));
      assertArrayEquals(new double[] {expected[t - 1][0]}, Steps.values(first));
      assertArrayEquals(new double[] {expected[t - 1][1]}, Steps.values(second));
      product *= u(t);
      OptimizerState.SlotValue shared = optimizer.state().slots().get(4);
      assertEquals(product, shared.value().get(0, 0), Steps.ROUNDING);
    }
  }

  @Test
  void productOfMomentumsWaitsForTheUpdate() {
    Parameter parameter = Steps.parameter();
    Optimizer optimizer = CONFIG.gradientAccumulationSteps(2).build(List.of(parameter));
    optimizer.apply(Map.of(parameter, Steps.row(1, 2, 3)));
    assertEquals(1, product(optimizer));
    optimizer.apply(Map.of(parameter, Steps.row(1, 2, 3)));
    assertEquals(u(1), product(optimizer), Steps.ROUNDING);
  }

  @Test
  void keepsSlotsInTheOrderOfKerasAndTheSharedOneLast() {
    List<Parameter> parameters =
        List.of(new Parameter("a", Steps.row(1, 2)), new Parameter("b", Steps.row(3)));
    assertEquals(
        List.of(
            "a_momentum[1, 2]",
            "a_velocity[1, 2]",
            "b_momentum[1, 1]",
            "b_velocity[1, 1]",
            "variable[1, 1]"),
        Nadam.of().build(parameters).state().slots().stream()
            .map(OptimizerState.SlotValue::toString)
            .toList());
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("Nadam()", Nadam.of().toString());
    assertEquals(0.001, Nadam.of().learningRate().at(0));
    assertEquals(0.9, Nadam.of().beta1());
    assertEquals(0.999, Nadam.of().beta2());
    assertEquals(1e-7, Nadam.of().epsilon());
    assertEquals(BETA_1, CONFIG.beta1());
    assertEquals(BETA_2, CONFIG.beta2());
    assertEquals(EPSILON, CONFIG.epsilon());
    assertEquals(CONFIG, Optimizers.REGISTRY.read(CONFIG.toPlain()));
    assertEquals(Nadam.of(), Optimizers.REGISTRY.read("nadam"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("Nadam: beta1 must be in [0, 1), got 1.0.", () -> Nadam.of().beta1(1));
    assertRefused("Nadam: beta2 must be in [0, 1), got -0.5.", () -> Nadam.of().beta2(-0.5));
    assertRefused(
        "Nadam: epsilon must be finite and at least 0, got -1.0.", () -> Nadam.of().epsilon(-1));
    assertRefused(
        "Nadam: clipnorm and clipvalue are both set, to 1.0 and 0.5; expected at most one of"
            + " clipnorm, clipvalue, globalClipnorm.",
        () -> Nadam.of().clipnorm(1).clipvalue(0.5));
    assertRefused(
        "Nadam: got the options of Adam; expected options of Nadam.",
        () -> new Nadam(Adam.of().options()));
  }

  private static double u(int t) {
    return BETA_1 * (1 - Math.pow(0.96, t) / 2);
  }

  private static double product(Optimizer optimizer) {
    List<OptimizerState.SlotValue> slots = optimizer.state().slots();
    return slots.get(slots.size() - 1).value().get(0, 0);
  }

  /** The equation for one element. */
  private static final class Reference implements Steps.Equation {
    private double m;
    private double v;
    private double product = 1;

    @Override
    public double next(double w, double g, int t) {
      product *= u(t);
      m += (g - m) * (1 - BETA_1);
      v += (g * g - v) * (1 - BETA_2);
      double ahead = u(t + 1) * m / (1 - product * u(t + 1)) + (1 - u(t)) * g / (1 - product);
      return w - RATE * ahead / (Math.sqrt(v / (1 - Math.pow(BETA_2, t))) + EPSILON);
    }
  }
}
