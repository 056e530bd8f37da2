package dev.rewind.core.kernels.vector;

/**
 * Sums of rows as eight sums that do not wait for each other.
 *
 * <pre>
 *   sⱼ = x[j] + x[j + 8] + x[j + 16] + …
 *   ((s₀ + s₁) + (s₂ + s₃)) + ((s₄ + s₅) + (s₆ + s₇)), and then what is left, one by one
 * </pre>
 */
final class Sums {
  private static final int CHAINS = 8;

  private Sums() {}

  /** {@code Σ x}. */
  static double of(double[] x, int i, int size) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int end = i + size;
    int k = i;
    for (; k <= end - CHAINS; k += CHAINS) {
      s0 += x[k];
      s1 += x[k + 1];
      s2 += x[k + 2];
      s3 += x[k + 3];
      s4 += x[k + 4];
      s5 += x[k + 5];
      s6 += x[k + 6];
      s7 += x[k + 7];
    }
    double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    for (; k < end; k++) {
      sum += x[k];
    }
    return sum;
  }

  /** {@code Σ x ⊙ y}, of two rows at the same place. */
  static double ofProducts(double[] x, double[] y, int i, int size) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int end = i + size;
    int k = i;
    for (; k <= end - CHAINS; k += CHAINS) {
      s0 += x[k] * y[k];
      s1 += x[k + 1] * y[k + 1];
      s2 += x[k + 2] * y[k + 2];
      s3 += x[k + 3] * y[k + 3];
      s4 += x[k + 4] * y[k + 4];
      s5 += x[k + 5] * y[k + 5];
      s6 += x[k + 6] * y[k + 6];
      s7 += x[k + 7] * y[k + 7];
    }
    double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    for (; k < end; k++) {
      sum += x[k] * y[k];
    }
    return sum;
  }

  /** {@code Σ e^(x − m)}. */
  static double ofPowers(double[] x, int i, int size, double m) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int end = i + size;
    int k = i;
    for (; k <= end - CHAINS; k += CHAINS) {
      s0 += VectorMath.exp(x[k] - m);
      s1 += VectorMath.exp(x[k + 1] - m);
      s2 += VectorMath.exp(x[k + 2] - m);
      s3 += VectorMath.exp(x[k + 3] - m);
      s4 += VectorMath.exp(x[k + 4] - m);
      s5 += VectorMath.exp(x[k + 5] - m);
      s6 += VectorMath.exp(x[k + 6] - m);
      s7 += VectorMath.exp(x[k + 7] - m);
    }
    double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    for (; k < end; k++) {
      sum += VectorMath.exp(x[k] - m);
    }
    return sum;
  }
}
