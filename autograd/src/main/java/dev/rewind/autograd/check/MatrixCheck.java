package dev.rewind.autograd.check;

import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The check of one matrix: element by element if it is small, along random directions if not. */
final class MatrixCheck {
  private static final int MAX_ELEMENTS = 200;
  private static final int DIRECTIONS = 8;

  /** The share of the tolerance that the numeric side shall use up at most. */
  private static final double ACCURACY = 0.1;

  private final Target target;
  private final double epsilon;
  private final double tolerance;
  private final RandomSource random;
  private final NumericDerivative derivative;

  MatrixCheck(
      Subject subject, Target target, double epsilon, double tolerance, RandomSource random) {
    this.target = target;
    this.epsilon = epsilon;
    this.tolerance = tolerance;
    this.random = random;
    this.derivative =
        new NumericDerivative(subject, target, ACCURACY * tolerance, randomDirection());
  }

  GradientReport.Matrix run() {
    int size = target.origin().getNumElements();
    boolean all = size <= MAX_ELEMENTS;
    List<Comparison> comparisons = new ArrayList<>();
    List<double[]> directions = new ArrayList<>();
    for (int i = 0; all && i < size; i++) {
      comparisons.add(element(i));
    }
    for (int i = 0; !all && i < DIRECTIONS; i++) {
      directions.add(randomDirection());
      comparisons.add(along(directions.get(i), numbered(i)));
    }
    Comparison largest = max(comparisons, Comparison::scale);
    double visible = tolerance * largest.scale();
    Comparison worst = max(comparisons, comparison -> comparison.relativeError(tolerance, visible));
    if (!all && worst.relativeError(tolerance, visible) > tolerance) {
      worst = blame(directions.get(comparisons.indexOf(worst)), worst, visible);
    }
    target.restore();
    GradientReport.Verdict verdict = verdict(worst, largest, visible);
    Comparison shown = verdict == GradientReport.Verdict.TOO_NOISY ? largest : worst;
    return new GradientReport.Matrix(
        target.name(),
        Shape.of(target.origin()),
        all ? GradientReport.Method.ELEMENTS : GradientReport.Method.PROJECTIONS,
        comparisons.size(),
        shown.place(),
        shown.analytic(),
        shown.numeric().value(),
        shown.relativeError(tolerance, visible),
        shown.numeric().error(),
        verdict);
  }

  private GradientReport.Verdict verdict(Comparison worst, Comparison largest, double visible) {
    if (worst.relativeError(tolerance, visible) > tolerance) {
      return worst.numeric().error() <= ACCURACY * worst.difference()
          ? GradientReport.Verdict.DIFFERS
          : GradientReport.Verdict.DIFFERS_AT_KINK;
    }
    if (largest.scale() == 0) {
      return GradientReport.Verdict.NO_INFLUENCE;
    }
    return largest.numeric().noise() > visible
        ? GradientReport.Verdict.TOO_NOISY
        : GradientReport.Verdict.AGREES;
  }

  private static String numbered(int direction) {
    return " along direction " + (direction + 1) + " of " + DIRECTIONS;
  }

  private Comparison element(int index) {
    double[] direction = new double[target.origin().getNumElements()];
    direction[index] = magnitude(index);
    Comparison scaled = along(direction, Place.of(target.origin(), index));
    return scaled.per(direction[index]);
  }

  /** Halves a direction until one element is left, following the larger difference. */
  private Comparison blame(double[] direction, Comparison whole, double visible) {
    int from = 0;
    int to = direction.length;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      double left = along(part(direction, from, middle), "").difference();
      double right = along(part(direction, middle, to), "").difference();
      if (left >= right) {
        to = middle;
      } else {
        from = middle;
      }
    }
    Comparison element = element(from);
    return element.relativeError(tolerance, visible) > tolerance ? element : whole;
  }

  private static double[] part(double[] direction, int from, int to) {
    double[] part = new double[direction.length];
    System.arraycopy(direction, from, part, from, to - from);
    return part;
  }

  private Comparison along(double[] direction, String place) {
    double analytic = 0;
    double squares = 0;
    int count = 0;
    for (int i = 0; i < direction.length; i++) {
      double term = direction[i] == 0 ? 0 : direction[i] * target.gradient().data[i];
      analytic += term;
      squares += term * term;
      count += direction[i] == 0 ? 0 : 1;
    }
    double typical = Math.sqrt(squares / count);
    NumericDerivative.Estimate numeric = derivative.along(direction, epsilon, typical, count);
    double scale = Math.max(typical, Math.abs(numeric.value()) / Math.sqrt(count));
    return new Comparison(place, analytic, numeric, Double.isFinite(scale) ? scale : 0);
  }

  /** Plus or minus the magnitude of each element. */
  private double[] randomDirection() {
    double[] direction = new double[target.origin().getNumElements()];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = random.nextInt(2) == 0 ? magnitude(i) : -magnitude(i);
    }
    return direction;
  }

  /** A power of two near max(1, |x|), so that steps are added without rounding. */
  private double magnitude(int index) {
    double value = Math.max(1, Math.abs(target.origin().data[index]));
    return Math.scalb(1.0, Math.getExponent(value));
  }

  private static Comparison max(List<Comparison> comparisons, ToDoubleFunction<Comparison> key) {
    return comparisons.stream().max(Comparator.comparingDouble(key)).orElseThrow();
  }
}
