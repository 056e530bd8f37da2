package dev.rewind.training.metrics;

/**
 * The curve under which {@link AUC} measures the area; x runs along the first of the two.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/metrics_utils.py}, Keras 3.15.1.
 */
public enum AUCCurve {
  /** Rate of false positives, {@code FP / (FP + TN)}, and recall. */
  ROC,
  /** Recall, {@code TP / (TP + FN)}, and precision, {@code TP / (TP + FP)}. */
  PR,
  /**
   * Gain of recall, {@code 1 − P/N · FN/TP} and at least 0, and of precision, {@code 1 − P/N ·
   * FP/TP}, with P positives and N negatives in all.
   */
  PRGAIN
}
