package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdamaxTest {
  private static final double RATE = 0.05;
  private static final double BETA_1 = 0.7;
  private static final double BETA_2 = 0.85;
  private static final double EPSILON = 0.01;
  private static final Adamax CONFIG =
      Adamax.of().learningRate(RATE).beta1(BETA_1).beta2(BETA_2).epsilon(EPSILON);

  @Test
  void dividesByTheLargestGradientOfLate() {
    assertComputes(Reference::new, CONFIG);
  }

  @Test
  void keepsSlotsInTheOrderOfKeras() {
    assertEquals(
        List.of("gru_kernel_momentum", "gru_kernel_norm"),
        CONFIG.build(List.of(Steps.parameter())).state().slots().stream()
            .map(OptimizerState.SlotValue::path)
            .toList());
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("Adamax()", Adamax.of().toString());
    assertEquals(0.001, Adamax.of().learningRate().at(0));
    assertEquals(0.9, Adamax.of().beta1());
    assertEquals(0.999, Adamax.of().beta2());
    assertEquals(1e-7, Adamax.of().epsilon());
    assertEquals(BETA_1, CONFIG.beta1());
    assertEquals(BETA_2, CONFIG.beta2());
    assertEquals(EPSILON, CONFIG.epsilon());
    assertEquals(CONFIG, Optimizers.REGISTRY.read(CONFIG.toPlain()));
    assertEquals(Adamax.of(), Optimizers.REGISTRY.read("adamax"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("Adamax: beta1 must be in [0, 1), got 1.0.", () -> Adamax.of().beta1(1));
    assertRefused("Adamax: beta2 must be in [0, 1), got NaN.", () -> Adamax.of().beta2(Double.NaN));
    assertRefused(
        "Adamax: epsilon must be finite and at least 0, got -1.0.", () -> Adamax.of().epsilon(-1));
    assertRefused(
        "Adamax: clipnorm and clipvalue are both set, to 1.0 and 0.5; expected at most one of"
            + " clipnorm, clipvalue, globalClipnorm.",
        () -> Adamax.of().clipnorm(1).clipvalue(0.5));
    assertRefused(
        "Adamax: got the options of SGD; expected options of Adamax.",
        () -> new Adamax(SGD.of().options()));
  }

  /** The equation for one element. */
  private static final class Reference implements Steps.Equation {
    private double m;
    private double u;

    @Override
    public double next(double w, double g, int t) {
      m += (g - m) * (1 - BETA_1);
      u = Math.abs(g) > BETA_2 * u ? Math.abs(g) : BETA_2 * u;
      return w - RATE * m / ((1 - Math.pow(BETA_1, t)) * (u + EPSILON));
    }
  }
}
