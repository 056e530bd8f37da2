package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertRefused;
import static dev.rewind.optimizers.Steps.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClippingTest {
  private static final double NAN = Double.NaN;
  private static final SGD UNIT = SGD.of().learningRate(1);

  @Test
  void byNormBoundsEachGradientOnItsOwn() {
    double[][] used = used(UNIT.clipnorm(2), new double[] {3, 4}, new double[] {0.5, -1});
    assertArrayEquals(new double[] {1.2, 1.6}, used[0], Steps.ROUNDING);
    assertArrayEquals(new double[] {0.5, -1}, used[1]);
  }

  @Test
  void byGlobalNormKeepsTheDirectionOfAllTogether() {
    double[][] used = used(UNIT.globalClipnorm(6.5), new double[] {3, 4}, new double[] {0, 12});
    assertArrayEquals(new double[] {1.5, 2}, used[0], Steps.ROUNDING);
    assertArrayEquals(new double[] {0, 6}, used[1], Steps.ROUNDING);
  }

  @Test
  void byGlobalNormLeavesSmallGradientsAndZerosAlone() {
    double[][] used = used(UNIT.globalClipnorm(0.5), new double[] {0.3, 0}, new double[] {0, 0.2});
    assertArrayEquals(new double[] {0.3, 0}, used[0], Steps.ROUNDING);
    used = used(UNIT.globalClipnorm(0.5), new double[] {0, 0}, new double[] {0, 0});
    assertArrayEquals(new double[] {0, 0}, used[0]);
  }

  @Test
  void byValueBoundsEachElement() {
    double[][] used = used(UNIT.clipvalue(0.5), new double[] {3, -4}, new double[] {-0.2, 0.5});
    assertArrayEquals(new double[] {0.5, -0.5}, used[0]);
    assertArrayEquals(new double[] {-0.2, 0.5}, used[1]);
  }

  @Test
  void normsStayWithinTheBoundForAnyGradient() {
    RandomSource random = RandomSource.of(4);
    for (int i = 0; i < 100; i++) {
      double size = Math.pow(10, 8 * random.nextDouble() - 4);
      double[] first = {size * random.nextGaussian(), size * random.nextGaussian()};
      double[] second = {size * random.nextGaussian(), size * random.nextGaussian()};
      for (double[] used : used(UNIT.clipnorm(0.7), first, second)) {
        assertTrue(Math.hypot(used[0], used[1]) <= 0.7 * (1 + 1e-12));
      }
      double[][] used = used(UNIT.globalClipnorm(0.7), first, second);
      double norm =
          Math.hypot(Math.hypot(used[0][0], used[0][1]), Math.hypot(used[1][0], used[1][1]));
      assertTrue(norm <= 0.7 * (1 + 1e-12));
    }
  }

  @Test
  void whatIsNotANumberStaysVisible() {
    double[] nan = {NAN, 1};
    double[] infinite = {Double.NEGATIVE_INFINITY, 1};
    double[] fine = {2, 0};
    assertArrayEquals(new double[] {NAN, NAN}, used(UNIT.clipnorm(1), nan, fine)[0]);
    assertArrayEquals(new double[] {1, 0}, used(UNIT.clipnorm(1), nan, fine)[1]);
    assertArrayEquals(new double[] {NAN, 0}, used(UNIT.clipnorm(1), infinite, fine)[0]);
    assertArrayEquals(new double[] {NAN, NAN}, used(UNIT.globalClipnorm(1), nan, fine)[1]);
    assertArrayEquals(new double[] {NAN, NAN}, used(UNIT.globalClipnorm(1), infinite, fine)[1]);
    assertArrayEquals(new double[] {NAN, 1}, used(UNIT.clipvalue(1), nan, fine)[0]);
    assertArrayEquals(new double[] {-1, 1}, used(UNIT.clipvalue(1), infinite, fine)[0]);
  }

  @Test
  void finiteGradientsOfAnySizeAreClippedAsOthers() {
    double[] huge = {3e200, -4e200};
    double[] largest = {Double.MAX_VALUE, -Double.MAX_VALUE};
    double[] fine = {2, 0};
    double half = Math.sqrt(0.5);
    assertArrayEquals(
        new double[] {1.2, -1.6}, used(UNIT.clipnorm(2), huge, fine)[0], Steps.ROUNDING);
    assertArrayEquals(
        new double[] {half, -half}, used(UNIT.clipnorm(1), largest, fine)[0], Steps.ROUNDING);
    double[][] together = used(UNIT.globalClipnorm(2), huge, fine);
    assertArrayEquals(new double[] {1.2, -1.6}, together[0], Steps.ROUNDING);
    assertArrayEquals(new double[] {0, 0}, together[1], Steps.ROUNDING);
    assertArrayEquals(huge, used(UNIT.clipnorm(1e201), huge, fine)[0]);
    assertArrayEquals(huge, used(UNIT.globalClipnorm(1e201), huge, fine)[0], 1e186);
  }

  @Test
  void optionsKeepWhatIsSet() {
    assertEquals(Optional.of(1.5), Adam.of().clipnorm(1.5).clipnorm());
    assertEquals(Optional.of(1.5), Adam.of().globalClipnorm(1.5).globalClipnorm());
    assertEquals(Optional.of(1.5), Adam.of().clipvalue(1.5).clipvalue());
    assertEquals(Optional.empty(), Adam.of().clipvalue());
  }

  @Test
  void refusesASecondBound() {
    assertRefused(
        "Adam: clipnorm and clipvalue are both set, to 1.0 and 0.5; expected at most one of"
            + " clipnorm, clipvalue, globalClipnorm.",
        () -> Adam.of().clipnorm(1).clipvalue(0.5));
    assertRefused(
        "SGD: clipvalue and globalClipnorm are both set, to 2.0 and 3.0; expected at most one of"
            + " clipnorm, clipvalue, globalClipnorm.",
        () ->
            Optimizers.REGISTRY.read(
                Map.of(
                    "class_name", "SGD", "config", Map.of("clipvalue", 2, "global_clipnorm", 3))));
  }

  @Test
  void refusesBoundsThatAreNotPositive() {
    assertRefused(
        "SGD: clipnorm must be positive and finite, got 0.0.", () -> SGD.of().clipnorm(0));
    assertRefused(
        "SGD: globalClipnorm must be positive and finite, got Infinity.",
        () -> SGD.of().globalClipnorm(Double.POSITIVE_INFINITY));
    assertRefused(
        "SGD: clipvalue must be positive and finite, got NaN.", () -> SGD.of().clipvalue(NAN));
  }

  /** The gradients that reach the rule: what plain descent at rate 1 takes away from zero. */
  private static double[][] used(SGD config, double[] first, double[] second) {
    Parameter a = new Parameter("a", row(0, 0));
    Parameter b = new Parameter("b", row(0, 0));
    config.build(List.of(a, b)).apply(Map.of(a, row(first), b, row(second)));
    return new double[][] {negated(a), negated(b)};
  }

  private static double[] negated(Parameter parameter) {
    double[] values = Steps.values(parameter);
    return new double[] {0 - values[0], 0 - values[1]};
  }
}
