package dev.rewind.training.metrics;

/**
 * How {@link AUC} takes the height of a curve between two thresholds.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/metrics_utils.py}, Keras 3.15.1.
 */
public enum AUCSummationMethod {
  /**
   * The mean of both ends. For {@link AUCCurve#PR}, what follows if true and false positives are
   * interpolated (Davis and Goadrich, 2006, section 4).
   */
  INTERPOLATION,
  /** The higher end: an upper bound. */
  MAJORING,
  /** The lower end: a lower bound. */
  MINORING
}
