package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Parameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LionTest {
  private static final double RATE = 0.05;
  private static final double BETA_1 = 0.4;
  private static final double BETA_2 = 0.6;
  private static final Lion CONFIG = Lion.of().learningRate(RATE).beta1(BETA_1).beta2(BETA_2);

  @Test
  void everyElementMovesByTheRate() {
    assertComputes(
        () ->
            new Steps.Equation() {
              private double m;

              @Override
              public double next(double w, double g, int t) {
                double direction = BETA_1 * m + (1 - BETA_1) * g;
                m = BETA_2 * m + (1 - BETA_2) * g;
                return direction > 0 ? w - RATE : direction < 0 ? w + RATE : w;
              }
            },
        CONFIG);
  }

  @Test
  void directionOfZeroIsNoneAndNaNStaysVisible() {
    Parameter parameter = Steps.parameter();
    CONFIG.build(List.of(parameter)).apply(Map.of(parameter, Steps.row(0, 3, Double.NaN)));
    assertArrayEquals(
        new double[] {Steps.START[0], Steps.START[1] - RATE, Double.NaN}, Steps.values(parameter));
  }

  @Test
  void keepsSlotsInTheOrderOfKeras() {
    assertEquals(
        List.of("gru_kernel_momentum"),
        CONFIG.build(List.of(Steps.parameter())).state().slots().stream()
            .map(OptimizerState.SlotValue::path)
            .toList());
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("Lion()", Lion.of().toString());
    assertEquals(0.001, Lion.of().learningRate().at(0));
    assertEquals(0.9, Lion.of().beta1());
    assertEquals(0.99, Lion.of().beta2());
    assertEquals(BETA_1, CONFIG.beta1());
    assertEquals(BETA_2, CONFIG.beta2());
    assertEquals(1.0, Lion.of().beta1(1).beta1());
    assertEquals(CONFIG, Optimizers.REGISTRY.read(CONFIG.toPlain()));
    assertEquals(Lion.of(), Optimizers.REGISTRY.read("lion"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("Lion: beta1 must be in (0, 1], got 0.0.", () -> Lion.of().beta1(0));
    assertRefused("Lion: beta1 must be in (0, 1], got 1.5.", () -> Lion.of().beta1(1.5));
    assertRefused("Lion: beta2 must be in [0, 1), got 1.0.", () -> Lion.of().beta2(1));
    assertRefused(
        "Lion: clipnorm and clipvalue are both set, to 1.0 and 0.5; expected at most one of"
            + " clipnorm, clipvalue, globalClipnorm.",
        () -> Lion.of().clipnorm(1).clipvalue(0.5));
    assertRefused(
        "Lion: got the options of SGD; expected options of Lion.",
        () -> new Lion(SGD.of().options()));
  }
}
