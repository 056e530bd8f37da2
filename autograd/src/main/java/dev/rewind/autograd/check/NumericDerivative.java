package dev.rewind.autograd.check;

import org.ejml.data.DMatrixRMaj;

/** Derivatives along directions, from values alone, each with an estimate of its own error. */
final class NumericDerivative {
  private static final int STEP_FACTOR = 16;
  private static final int MAX_LARGER_STEPS = 3;
  private static final int MAX_SMALLER_STEPS = 12;

  /**
   * Greatest rounding error of a derivative, in units of the typical one of a value over the step:
   * both differences together have 1.9, and this is the eightfold of it.
   */
  private static final double NOISE_MARGIN = 16;

  /** Spacing at which a smooth function is a straight line and only rounding is seen. */
  private static final double NOISE_SPACING = 0x1p-36;

  private static final int NOISE_POINTS = 7;

  /** Root of the sum of squares of the binomial coefficients of a fourth difference: √70. */
  private static final double FOURTH_DIFFERENCE_NORM = Math.sqrt(70);

  /**
   * A derivative.
   *
   * @param value its value
   * @param truncation how much the step's size may have changed it; large at kinks and jumps: the
   *     greater of what halving the step changes in the central difference, and in the difference
   *     of the slopes on both sides, which alone sees a kink in the middle
   * @param noise how much rounding may have changed it
   */
  record Estimate(double value, double truncation, double noise) {
    static final Estimate NONE = new Estimate(Double.NaN, Double.POSITIVE_INFINITY, 0);

    double error() {
      return truncation + noise;
    }
  }

  private final Subject subject;
  private final Target target;
  private final double accuracy;
  private final double ulps;

  /**
   * Derivatives with respect to one matrix.
   *
   * @param accuracy the error aimed at, relative to the scale
   * @param direction any direction; used to measure how much the function is rounded
   */
  NumericDerivative(Subject subject, Target target, double accuracy, double[] direction) {
    this.subject = subject;
    this.target = target;
    this.accuracy = accuracy;
    this.ulps = Math.max(1, measureNoise(direction));
  }

  /**
   * The derivative along a direction, with the step that serves it best.
   *
   * @param direction what one unit of distance adds to each element
   * @param firstStep the distance to start with
   * @param scale the magnitude that the error is small against
   * @param count over how many elements that magnitude is spread
   */
  Estimate along(double[] direction, double firstStep, double scale, int count) {
    double step = Math.scalb(1.0, Math.getExponent(firstStep));
    Estimate best = at(step, direction);
    boolean larger = best.noise() > best.truncation();
    int tries = larger ? MAX_LARGER_STEPS : MAX_SMALLER_STEPS;
    for (int i = 0; i < tries && !isExact(best, scale, count); i++) {
      step = larger ? step * STEP_FACTOR : step / STEP_FACTOR;
      Estimate next = at(step, direction);
      if (!larger && next.noise() > best.error()) {
        break;
      }
      if (next.error() < best.error()) {
        best = next;
      }
    }
    return best;
  }

  private boolean isExact(Estimate estimate, double scale, int count) {
    if (scale == 0 && estimate.value() == 0) {
      return true;
    }
    double reference = Math.max(scale, Math.abs(estimate.value()) / Math.sqrt(count));
    return estimate.error() <= accuracy * reference;
  }

  private Estimate at(double step, double[] direction) {
    Span whole = span(step, direction);
    Span half = span(step / 2, direction);
    double value = (4 * half.slope() - whole.slope()) / 3;
    if (!Double.isFinite(value)) {
      return Estimate.NONE;
    }
    double slopes = Math.abs(half.slope() - whole.slope()) / 3;
    double bends = Math.abs(2 * half.bend() - whole.bend());
    return new Estimate(
        value,
        Math.max(slopes, bends),
        NOISE_MARGIN * ulps * Math.ulp(1.0) * whole.magnitude() / step);
  }

  /**
   * The differences between both sides of a step, summed after subtraction: what does not change
   * adds no noise.
   */
  private Span span(double step, double[] direction) {
    DMatrixRMaj above = valueAt(step, direction);
    DMatrixRMaj below = valueAt(-step, direction);
    DMatrixRMaj center = subject.center();
    DMatrixRMaj weights = subject.weights();
    double difference = 0;
    double bend = 0;
    double changed = 0;
    double all = 0;
    for (int i = 0; i < weights.getNumElements(); i++) {
      double up = above.data[i] - center.data[i];
      double down = center.data[i] - below.data[i];
      double magnitude =
          Math.abs(weights.data[i]) * Math.max(Math.abs(above.data[i]), Math.abs(below.data[i]));
      difference += weights.data[i] * (above.data[i] - below.data[i]);
      bend += weights.data[i] * (up - down);
      changed += up == 0 && down == 0 ? 0 : magnitude;
      all += magnitude;
    }
    return new Span(difference / (2 * step), bend / step, changed == 0 ? all : changed);
  }

  /**
   * Two sides of a step.
   *
   * @param slope the central difference
   * @param bend the difference of the two one-sided slopes
   * @param magnitude the sum of the values that changed, or of all when none did
   */
  private record Span(double slope, double bend, double magnitude) {}

  /**
   * The rounding error of the function in units in the last place, from fourth differences on a
   * tiny scale, after Moré and Wild, "Estimating computational noise", SIAM J. Sci. Comput. 2011.
   */
  private double measureNoise(double[] direction) {
    DMatrixRMaj center = subject.center();
    DMatrixRMaj weights = subject.weights();
    double[] values = new double[NOISE_POINTS];
    boolean[] changed = new boolean[weights.getNumElements()];
    for (int k = 1; k < NOISE_POINTS; k++) {
      DMatrixRMaj value = valueAt(k * NOISE_SPACING, direction);
      for (int i = 0; i < changed.length; i++) {
        values[k] += weights.data[i] * (value.data[i] - center.data[i]);
        changed[i] |= value.data[i] != center.data[i];
      }
    }
    double magnitude = 0;
    for (int i = 0; i < changed.length; i++) {
      magnitude += changed[i] ? Math.abs(weights.data[i] * center.data[i]) : 0;
    }
    double worst = 0;
    for (int k = 0; k + 4 < NOISE_POINTS; k++) {
      double fourth =
          values[k] - 4 * values[k + 1] + 6 * values[k + 2] - 4 * values[k + 3] + values[k + 4];
      worst = Math.max(worst, Math.abs(fourth) / FOURTH_DIFFERENCE_NORM);
    }
    return magnitude > 0 && Double.isFinite(worst) ? worst / (Math.ulp(1.0) * magnitude) : 0;
  }

  private DMatrixRMaj valueAt(double distance, double[] direction) {
    target.move(distance, direction);
    return subject.value();
  }
}
