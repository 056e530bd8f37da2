package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdagradTest {
  private static final double RATE = 0.3;
  private static final double INITIAL = 0.4;
  private static final double EPSILON = 0.01;
  private static final Adagrad CONFIG =
      Adagrad.of().learningRate(RATE).initialAccumulatorValue(INITIAL).epsilon(EPSILON);

  @Test
  void dividesByTheRootOfAllSquares() {
    assertComputes(
        () ->
            new Steps.Equation() {
              private double n = INITIAL;

              @Override
              public double next(double w, double g, int t) {
                n += g * g;
                return w - RATE * g / Math.sqrt(n + EPSILON);
              }
            },
        CONFIG);
  }

  @Test
  void accumulatorStartsWithItsInitialValue() {
    OptimizerState state = CONFIG.build(List.of(Steps.parameter())).state();
    assertEquals(
        List.of(
            new OptimizerState.SlotValue(
                "gru_kernel_accumulator", Steps.row(INITIAL, INITIAL, INITIAL))),
        state.slots());
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("Adagrad()", Adagrad.of().toString());
    assertEquals(0.001, Adagrad.of().learningRate().at(0));
    assertEquals(0.1, Adagrad.of().initialAccumulatorValue());
    assertEquals(1e-7, Adagrad.of().epsilon());
    assertEquals(INITIAL, CONFIG.initialAccumulatorValue());
    assertEquals(EPSILON, CONFIG.epsilon());
    assertEquals(CONFIG, Optimizers.REGISTRY.read(CONFIG.toPlain()));
    assertEquals(Adagrad.of(), Optimizers.REGISTRY.read("adagrad"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused(
        "Adagrad: initialAccumulatorValue must be finite and at least 0, got -0.1.",
        () -> Adagrad.of().initialAccumulatorValue(-0.1));
    assertRefused(
        "Adagrad: epsilon must be finite and at least 0, got Infinity.",
        () -> Adagrad.of().epsilon(Double.POSITIVE_INFINITY));
    assertRefused(
        "Adagrad: clipnorm and clipvalue are both set, to 1.0 and 0.5; expected at most one of"
            + " clipnorm, clipvalue, globalClipnorm.",
        () -> Adagrad.of().clipnorm(1).clipvalue(0.5));
    assertRefused(
        "Adagrad: got the options of SGD; expected options of Adagrad.",
        () -> new Adagrad(SGD.of().options()));
  }
}
