package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RMSpropTest {
  private static final double RATE = 0.05;
  private static final double RHO = 0.8;
  private static final double MOMENTUM = 0.6;
  private static final double EPSILON = 1e-3;
  private static final RMSprop CONFIG = RMSprop.of().learningRate(RATE).rho(RHO).epsilon(EPSILON);

  @Test
  void dividesByTheRootMeanSquare() {
    assertComputes(() -> new Reference(0, false), CONFIG);
  }

  @Test
  void momentumKeepsDividedSteps() {
    assertComputes(() -> new Reference(MOMENTUM, false), CONFIG.momentum(MOMENTUM));
  }

  @Test
  void centeredDividesByTheStandardDeviation() {
    assertComputes(() -> new Reference(0, true), CONFIG.centered(true));
  }

  @Test
  void centeredWithMomentum() {
    assertComputes(() -> new Reference(MOMENTUM, true), CONFIG.centered(true).momentum(MOMENTUM));
  }

  @Test
  void keepsOnlyWhatItNeedsInTheOrderOfKeras() {
    assertEquals(List.of("gru_kernel_velocity"), paths(CONFIG));
    assertEquals(
        List.of("gru_kernel_velocity", "gru_kernel_momentum", "gru_kernel_average_gradient"),
        paths(CONFIG.centered(true).momentum(MOMENTUM)));
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("RMSprop()", RMSprop.of().toString());
    assertEquals(0.9, RMSprop.of().rho());
    assertEquals(1e-7, RMSprop.of().epsilon());
    assertEquals(0.0, RMSprop.of().momentum());
    RMSprop changed = CONFIG.momentum(MOMENTUM).centered(true);
    assertEquals(RHO, changed.rho());
    assertEquals(EPSILON, changed.epsilon());
    assertEquals(MOMENTUM, changed.momentum());
    assertEquals(true, changed.centered());
    assertEquals(changed, Optimizers.REGISTRY.read(changed.toPlain()));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("RMSprop: rho must be in [0, 1), got 1.0.", () -> RMSprop.of().rho(1));
    assertRefused("RMSprop: momentum must be in [0, 1], got 2.0.", () -> RMSprop.of().momentum(2));
    assertRefused(
        "RMSprop: epsilon must be finite and at least 0, got -1.0E-7.",
        () -> RMSprop.of().epsilon(-1e-7));
    assertRefused(
        "RMSprop: got the options of SGD; expected options of RMSprop.",
        () -> new RMSprop(SGD.of().options()));
  }

  private static List<String> paths(OptimizerConfig config) {
    List<Parameter> parameters = List.of(Steps.parameter());
    return config.build(parameters).state().slots().stream()
        .map(OptimizerState.SlotValue::path)
        .toList();
  }

  /** The equation for one element. */
  private static final class Reference implements Steps.Equation {
    private final double momentum;
    private final boolean centered;
    private double v;
    private double a;
    private double m;

    Reference(double momentum, boolean centered) {
      this.momentum = momentum;
      this.centered = centered;
    }

    @Override
    public double next(double w, double g, int t) {
      v = RHO * v + (1 - RHO) * g * g;
      a = RHO * a + (1 - RHO) * g;
      double variance = centered ? v - a * a : v;
      m = momentum * m + RATE * g / Math.sqrt(variance + EPSILON);
      return w - m;
    }
  }
}
