package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
  private static final double RATE = 0.05;
  private static final double BETA_1 = 0.7;
  private static final double BETA_2 = 0.85;
  private static final double EPSILON = 0.01;
  private static final Adam CONFIG =
      Adam.of().learningRate(RATE).beta1(BETA_1).beta2(BETA_2).epsilon(EPSILON);

  @Test
  void addsEpsilonToTheUncorrectedRoot() {
    assertComputes(() -> new Reference(false), CONFIG);
  }

  @Test
  void amsgradDividesByTheLargestVelocity() {
    assertComputes(() -> new Reference(true), CONFIG.amsgrad(true));
  }

  @Test
  void firstStepHasTheLengthOfTheRateWhateverTheGradient() {
    double[] first = Steps.trajectory(Adam.of().learningRate(RATE).epsilon(0))[0];
    for (int i = 0; i < first.length; i++) {
      double direction = Math.signum(Steps.GRADIENTS[0][i]);
      assertEquals(Steps.START[i] - direction * RATE, first[i], Steps.ROUNDING);
    }
  }

  @Test
  void keepsSlotsInTheOrderOfKeras() {
    List<Parameter> parameters =
        List.of(new Parameter("a", Steps.row(1)), new Parameter("b", Steps.row(2)));
    assertEquals(
        List.of(
            "a_momentum[1, 1]",
            "a_velocity[1, 1]",
            "b_momentum[1, 1]",
            "b_velocity[1, 1]",
            "a_velocity_hat[1, 1]",
            "b_velocity_hat[1, 1]"),
        Adam.of().amsgrad(true).build(parameters).state().slots().stream()
            .map(OptimizerState.SlotValue::toString)
            .toList());
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("Adam()", Adam.of().toString());
    assertEquals(0.9, Adam.of().beta1());
    assertEquals(0.999, Adam.of().beta2());
    assertEquals(1e-7, Adam.of().epsilon());
    Adam changed = CONFIG.amsgrad(true);
    assertEquals(BETA_1, changed.beta1());
    assertEquals(BETA_2, changed.beta2());
    assertEquals(EPSILON, changed.epsilon());
    assertEquals(true, changed.amsgrad());
    assertEquals(changed, Optimizers.REGISTRY.read(changed.toPlain()));
    assertEquals(Adam.of(), Optimizers.REGISTRY.read("adam"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("Adam: beta1 must be in [0, 1), got 1.0.", () -> Adam.of().beta1(1));
    assertRefused("Adam: beta2 must be in [0, 1), got -0.5.", () -> Adam.of().beta2(-0.5));
    assertRefused(
        "Adam: epsilon must be finite and at least 0, got Infinity.",
        () -> Adam.of().epsilon(Double.POSITIVE_INFINITY));
    assertRefused(
        "Adam: got the options of SGD; expected options of Adam.",
        () -> new Adam(SGD.of().options()));
  }

  /** The equation for one element. */
  private static final class Reference implements Steps.Equation {
    private final boolean amsgrad;
    private double m;
    private double v;
    private double largest;

    Reference(boolean amsgrad) {
      this.amsgrad = amsgrad;
    }

    @Override
    public double next(double w, double g, int t) {
      m += (g - m) * (1 - BETA_1);
      v += (g * g - v) * (1 - BETA_2);
      largest = Math.max(largest, v);
      double alpha = RATE * Math.sqrt(1 - Math.pow(BETA_2, t)) / (1 - Math.pow(BETA_1, t));
      return w - alpha * m / (Math.sqrt(amsgrad ? largest : v) + EPSILON);
    }
  }
}
