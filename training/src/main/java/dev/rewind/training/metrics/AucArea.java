package dev.rewind.training.metrics;

import java.util.function.IntToDoubleFunction;

/** The area under a curve through counts at rising thresholds. */
final class AucArea {
  private final double[] tp;
  private final double[] fp;
  private final double[] tn;
  private final double[] fn;

  AucArea(double[] tp, double[] fp, double[] tn, double[] fn) {
    this.tp = tp;
    this.fp = fp;
    this.tn = tn;
    this.fn = fn;
  }

  double under(AUCCurve curve, AUCSummationMethod method) {
    return switch (curve) {
      case ROC -> riemann(this::falsePositiveRate, this::recall, method);
      case PR ->
          method == AUCSummationMethod.INTERPOLATION
              ? interpolated()
              : riemann(this::recall, this::precision, method);
      case PRGAIN -> riemann(this::recallGain, this::precisionGain, method);
    };
  }

  private double riemann(IntToDoubleFunction x, IntToDoubleFunction y, AUCSummationMethod method) {
    double area = 0;
    for (int i = 0; i + 1 < tp.length; i++) {
      double here = y.applyAsDouble(i);
      double next = y.applyAsDouble(i + 1);
      double height =
          switch (method) {
            case INTERPOLATION -> (here + next) / 2;
            case MAJORING -> Math.max(here, next);
            case MINORING -> Math.min(here, next);
          };
      area += (x.applyAsDouble(i) - x.applyAsDouble(i + 1)) * height;
    }
    return area;
  }

  /**
   * Precision and recall, with true and false positives interpolated: the integral of precision,
   * which between two thresholds is {@code slope + intercept / (tp + fp)}.
   */
  private double interpolated() {
    double area = 0;
    for (int i = 0; i + 1 < tp.length; i++) {
      double here = tp[i] + fp[i];
      double next = tp[i + 1] + fp[i + 1];
      double dtp = tp[i] - tp[i + 1];
      double slope = Ratios.of(dtp, Math.max(here - next, 0));
      double intercept = tp[i + 1] - slope * next;
      double ratio = here > 0 && next > 0 ? here / next : 1;
      double integral = slope * (dtp + intercept * StrictMath.log(ratio));
      area += Ratios.of(integral, Math.max(tp[i + 1] + fn[i + 1], 0));
    }
    return area;
  }

  private double falsePositiveRate(int i) {
    return Ratios.of(fp[i], fp[i] + tn[i]);
  }

  private double recall(int i) {
    return Ratios.of(tp[i], tp[i] + fn[i]);
  }

  private double precision(int i) {
    return Ratios.of(tp[i], tp[i] + fp[i]);
  }

  private double recallGain(int i) {
    return tp[i] == 0 ? 0 : Math.max(1 - positivesToNegatives(i) * Ratios.of(fn[i], tp[i]), 0);
  }

  private double precisionGain(int i) {
    return tp[i] == 0 ? 1 : 1 - positivesToNegatives(i) * Ratios.of(fp[i], tp[i]);
  }

  private double positivesToNegatives(int i) {
    return Ratios.of(tp[i] + fn[i], tn[i] + fp[i]);
  }
}
