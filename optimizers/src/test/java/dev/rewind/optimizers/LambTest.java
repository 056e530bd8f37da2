package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Parameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LambTest {
  private static final double RATE = 0.05;
  private static final double BETA_1 = 0.7;
  private static final double BETA_2 = 0.85;
  private static final double EPSILON = 0.01;
  private static final Lamb CONFIG =
      Lamb.of().learningRate(RATE).beta1(BETA_1).beta2(BETA_2).epsilon(EPSILON);

  @Test
  void stepIsAsLongAsTheParameter() {
    double[][] actual = Steps.trajectory(CONFIG);
    double[] w = Steps.START.clone();
    double[] m = new double[w.length];
    double[] v = new double[w.length];
    for (int t = 1; t <= actual.length; t++) {
      double[] step = adamStep(Steps.GRADIENTS[t - 1], m, v, t);
      double ratio = length(w) / length(step);
      for (int i = 0; i < w.length; i++) {
        w[i] -= RATE * ratio * step[i];
      }
      assertArrayEquals(w, actual[t - 1], Steps.ROUNDING, "after gradient " + t);
    }
  }

  @Test
  void withoutALengthTheStepIsAdams() {
    double[] gradient = Steps.GRADIENTS[0];
    Parameter parameter = new Parameter("w", Steps.row(0, 0, 0));
    CONFIG.build(List.of(parameter)).apply(Map.of(parameter, Steps.row(gradient)));
    double[] step = adamStep(gradient, new double[3], new double[3], 1);
    assertArrayEquals(
        new double[] {-RATE * step[0], -RATE * step[1], -RATE * step[2]},
        Steps.values(parameter),
        Steps.ROUNDING);
  }

  @Test
  void zeroGradientLeavesParametersUnchanged() {
    Parameter parameter = Steps.parameter();
    CONFIG.build(List.of(parameter)).apply(Map.of(parameter, Steps.row(0, 0, 0)));
    assertArrayEquals(Steps.START, Steps.values(parameter));
  }

  @Test
  void keepsSlotsInTheOrderOfKeras() {
    assertEquals(
        List.of("gru_kernel_momentum", "gru_kernel_velocity"),
        CONFIG.build(List.of(Steps.parameter())).state().slots().stream()
            .map(OptimizerState.SlotValue::path)
            .toList());
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("Lamb()", Lamb.of().toString());
    assertEquals(0.001, Lamb.of().learningRate().at(0));
    assertEquals(0.9, Lamb.of().beta1());
    assertEquals(0.999, Lamb.of().beta2());
    assertEquals(1e-7, Lamb.of().epsilon());
    assertEquals(BETA_1, CONFIG.beta1());
    assertEquals(BETA_2, CONFIG.beta2());
    assertEquals(EPSILON, CONFIG.epsilon());
    assertEquals(CONFIG, Optimizers.REGISTRY.read(CONFIG.toPlain()));
    assertEquals(Lamb.of(), Optimizers.REGISTRY.read("lamb"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("Lamb: beta1 must be in [0, 1), got 1.0.", () -> Lamb.of().beta1(1));
    assertRefused("Lamb: beta2 must be in [0, 1), got NaN.", () -> Lamb.of().beta2(Double.NaN));
    assertRefused(
        "Lamb: epsilon must be finite and at least 0, got -1.0.", () -> Lamb.of().epsilon(-1));
    assertRefused(
        "Lamb: clipnorm and clipvalue are both set, to 1.0 and 0.5; expected at most one of"
            + " clipnorm, clipvalue, globalClipnorm.",
        () -> Lamb.of().clipnorm(1).clipvalue(0.5));
    assertRefused(
        "Lamb: got the options of SGD; expected options of Lamb.",
        () -> new Lamb(SGD.of().options()));
  }

  private static double[] adamStep(double[] gradient, double[] m, double[] v, int t) {
    double[] step = new double[gradient.length];
    for (int i = 0; i < step.length; i++) {
      m[i] += (gradient[i] - m[i]) * (1 - BETA_1);
      v[i] += (gradient[i] * gradient[i] - v[i]) * (1 - BETA_2);
      double size = Math.sqrt(v[i] / (1 - Math.pow(BETA_2, t))) + EPSILON;
      step[i] = m[i] / (1 - Math.pow(BETA_1, t)) / size;
    }
    return step;
  }

  private static double length(double[] x) {
    double sum = 0;
    for (double element : x) {
      sum += element * element;
    }
    return Math.sqrt(sum);
  }
}
