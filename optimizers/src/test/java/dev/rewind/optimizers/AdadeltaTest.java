package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdadeltaTest {
  private static final double RATE = 0.7;
  private static final double RHO = 0.8;
  private static final double EPSILON = 0.01;
  private static final Adadelta CONFIG = Adadelta.of().learningRate(RATE).rho(RHO).epsilon(EPSILON);

  @Test
  void stepsAreAsLongAsStepsHaveBeen() {
    assertComputes(
        () ->
            new Steps.Equation() {
              private double n;
              private double d;

              @Override
              public double next(double w, double g, int t) {
                n = RHO * n + (1 - RHO) * g * g;
                double delta = Math.sqrt((d + EPSILON) / (n + EPSILON)) * g;
                d = RHO * d + (1 - RHO) * delta * delta;
                return w - RATE * delta;
              }
            },
        CONFIG);
  }

  @Test
  void withoutEpsilonNothingMoves() {
    assertArrayEquals(Steps.START, Steps.trajectory(Adadelta.of().epsilon(0))[3]);
  }

  @Test
  void keepsSlotsInTheOrderOfKeras() {
    assertEquals(
        List.of("gru_kernel_accumulated_grad", "gru_kernel_accumulated_delta_var"),
        CONFIG.build(List.of(Steps.parameter())).state().slots().stream()
            .map(OptimizerState.SlotValue::path)
            .toList());
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("Adadelta()", Adadelta.of().toString());
    assertEquals(0.001, Adadelta.of().learningRate().at(0));
    assertEquals(0.95, Adadelta.of().rho());
    assertEquals(1e-7, Adadelta.of().epsilon());
    assertEquals(RHO, CONFIG.rho());
    assertEquals(EPSILON, CONFIG.epsilon());
    assertEquals(CONFIG, Optimizers.REGISTRY.read(CONFIG.toPlain()));
    assertEquals(Adadelta.of(), Optimizers.REGISTRY.read("adadelta"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("Adadelta: rho must be in [0, 1), got 1.0.", () -> Adadelta.of().rho(1));
    assertRefused(
        "Adadelta: epsilon must be finite and at least 0, got -1.0.",
        () -> Adadelta.of().epsilon(-1));
    assertRefused(
        "Adadelta: clipnorm and clipvalue are both set, to 1.0 and 0.5; expected at most one of"
            + " clipnorm, clipvalue, globalClipnorm.",
        () -> Adadelta.of().clipnorm(1).clipvalue(0.5));
    assertRefused(
        "Adadelta: got the options of SGD; expected options of Adadelta.",
        () -> new Adadelta(SGD.of().options()));
  }
}
