package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FtrlTest {
  private static final double RATE = 0.3;
  private static final double INITIAL = 0.4;
  private static final Ftrl CONFIG =
      Ftrl.of()
          .learningRate(RATE)
          .learningRatePower(-0.7)
          .initialAccumulatorValue(INITIAL)
          .l1RegularizationStrength(0.2)
          .l2RegularizationStrength(0.15)
          .l2ShrinkageRegularizationStrength(0.05)
          .beta(0.6);

  @Test
  void followsTheLeaderWithoutOptions() {
    Ftrl config = Ftrl.of().learningRate(RATE);
    assertComputes(() -> new Reference(config), config);
  }

  @Test
  void followsTheRegularizedLeader() {
    assertComputes(() -> new Reference(CONFIG), CONFIG);
  }

  @Test
  void eachOptionCounts() {
    Ftrl plain = Ftrl.of().learningRate(RATE);
    List<Ftrl> changed =
        List.of(
            plain.learningRatePower(-0.9),
            plain.learningRatePower(0),
            plain.initialAccumulatorValue(0),
            plain.l1RegularizationStrength(0.1),
            plain.l2RegularizationStrength(0.1),
            plain.l2ShrinkageRegularizationStrength(0.1),
            plain.beta(0.5));
    for (Ftrl config : changed) {
      assertComputes(() -> new Reference(config), config);
    }
  }

  @Test
  void smallElementsAreExactlyZero() {
    double[] last = Steps.trajectory(Ftrl.of().l1RegularizationStrength(1e6))[3];
    assertArrayEquals(new double[] {0, 0, 0}, last);
  }

  @Test
  void rateOfZeroMakesNaNAsInKeras() {
    double nan = Double.NaN;
    assertArrayEquals(new double[] {nan, nan, nan}, Steps.trajectory(Ftrl.of().learningRate(0))[0]);
  }

  @Test
  void keepsSlotsInTheOrderOfKeras() {
    assertEquals(
        List.of("gru_kernel_accumulator", "gru_kernel_linear"),
        CONFIG.build(List.of(Steps.parameter())).state().slots().stream()
            .map(OptimizerState.SlotValue::path)
            .toList());
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("Ftrl()", Ftrl.of().toString());
    assertEquals(0.001, Ftrl.of().learningRate().at(0));
    assertEquals(-0.5, Ftrl.of().learningRatePower());
    assertEquals(0.1, Ftrl.of().initialAccumulatorValue());
    assertEquals(0.0, Ftrl.of().l1RegularizationStrength());
    assertEquals(0.0, Ftrl.of().l2RegularizationStrength());
    assertEquals(0.0, Ftrl.of().l2ShrinkageRegularizationStrength());
    assertEquals(0.0, Ftrl.of().beta());
    assertEquals(-0.7, CONFIG.learningRatePower());
    assertEquals(INITIAL, CONFIG.initialAccumulatorValue());
    assertEquals(0.2, CONFIG.l1RegularizationStrength());
    assertEquals(0.15, CONFIG.l2RegularizationStrength());
    assertEquals(0.05, CONFIG.l2ShrinkageRegularizationStrength());
    assertEquals(0.6, CONFIG.beta());
    assertEquals(CONFIG, Optimizers.REGISTRY.read(CONFIG.toPlain()));
    assertEquals(Ftrl.of(), Optimizers.REGISTRY.read("ftrl"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused(
        "Ftrl: learningRatePower must be finite and at most 0, got 0.5.",
        () -> Ftrl.of().learningRatePower(0.5));
    assertRefused(
        "Ftrl: initialAccumulatorValue must be finite and at least 0, got -1.0.",
        () -> Ftrl.of().initialAccumulatorValue(-1));
    assertRefused(
        "Ftrl: l1RegularizationStrength must be finite and at least 0, got -1.0.",
        () -> Ftrl.of().l1RegularizationStrength(-1));
    assertRefused(
        "Ftrl: l2RegularizationStrength must be finite and at least 0, got -1.0.",
        () -> Ftrl.of().l2RegularizationStrength(-1));
    assertRefused(
        "Ftrl: l2ShrinkageRegularizationStrength must be finite and at least 0, got -1.0.",
        () -> Ftrl.of().l2ShrinkageRegularizationStrength(-1));
    assertRefused("Ftrl: beta must be finite and at least 0, got -1.0.", () -> Ftrl.of().beta(-1));
    assertRefused(
        "Ftrl: clipnorm and clipvalue are both set, to 1.0 and 0.5; expected at most one of"
            + " clipnorm, clipvalue, globalClipnorm.",
        () -> Ftrl.of().clipnorm(1).clipvalue(0.5));
    assertRefused(
        "Ftrl: got the options of SGD; expected options of Ftrl.",
        () -> new Ftrl(SGD.of().options()));
  }

  /** The equation for one element. */
  private static final class Reference implements Steps.Equation {
    private final Ftrl config;
    private double n;
    private double z;

    Reference(Ftrl config) {
      this.config = config;
      this.n = config.initialAccumulatorValue();
    }

    @Override
    public double next(double w, double g, int t) {
      double p = -config.learningRatePower();
      double rate = config.learningRate().at(0);
      double l1 = config.l1RegularizationStrength();
      double before = Math.pow(n, p);
      n += g * g;
      double after = Math.pow(n, p);
      z += g + 2 * config.l2ShrinkageRegularizationStrength() * w - (after - before) / rate * w;
      if (Math.abs(z) <= l1) {
        return 0;
      }
      double beyond = z - Math.signum(z) * l1;
      return -beyond / ((after + config.beta()) / rate + 2 * config.l2RegularizationStrength());
    }
  }
}
