package dev.rewind.core.kernels;

/** Functions of one number that stay finite and accurate over the whole range of double. */
public final class ScalarFunctions {
  private ScalarFunctions() {}

  /**
   * The logistic function {@code σ(x) = 1 / (1 + e⁻ˣ)}.
   *
   * @param x any number
   * @return a number in [0, 1]; for very negative arguments it tends to {@code eˣ} without rounding
   *     to 0 too early
   */
  public static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + StrictMath.exp(-x));
    }
    double e = StrictMath.exp(x);
    return e / (1 + e);
  }

  /**
   * The soft rectifier {@code log(1 + eˣ)}.
   *
   * @param x any number
   * @return a number of at least 0 that neither overflows nor loses small values
   */
  public static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
