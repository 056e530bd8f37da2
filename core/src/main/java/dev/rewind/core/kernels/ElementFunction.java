package dev.rewind.core.kernels;

/**
 * A function of single elements and its derivative, such as a gate of a recurrent layer applies. A
 * provider knows the {@linkplain Standard standard ones} by sight and may compute them its own way.
 * May be called by several threads at once.
 */
public interface ElementFunction {

  /**
   * The function.
   *
   * @param x any number
   * @return f(x)
   */
  double value(double x);

  /**
   * Its derivative.
   *
   * @param x the argument, or NaN where it was not kept
   * @param y the result f(x), or NaN where it was not kept
   * @return f′(x)
   */
  double derivative(double x, double y);

  /** The functions that gates have by default. Their derivatives need the result only. */
  enum Standard implements ElementFunction {
    /** Logistic function, {@code 1 / (1 + e⁻ˣ)}. */
    SIGMOID {
      @Override
      public double value(double x) {
        return ScalarFunctions.sigmoid(x);
      }

      @Override
      public double derivative(double x, double y) {
        return y * (1 - y);
      }
    },
    /** Hyperbolic tangent. */
    TANH {
      @Override
      public double value(double x) {
        return StrictMath.tanh(x);
      }

      @Override
      public double derivative(double x, double y) {
        return 1 - y * y;
      }
    }
  }
}
