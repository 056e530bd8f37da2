package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * A bound on gradients. As in Keras, NaN stays NaN, and with one of the norms an infinite element
 * makes NaN: a bound does not hide that something went wrong. Finite gradients keep their direction
 * however large they are, also where the sum of their squares is more than a double holds.
 */
interface GradientClipping {
  /** Brings any finite gradient to where its square is finite, and loses no bits that count. */
  double SMALLER = 0x1p-600;

  /**
   * Bounds gradients in place.
   *
   * @param kernels what to compute with
   * @param gradients one for each parameter that has one. Modified.
   */
  void clip(Kernels kernels, List<DMatrixRMaj> gradients);

  /** The bound that is set, if any. */
  static Optional<GradientClipping> of(Options options) {
    return options
        .get(ClippingOptions.CLIPNORM)
        .map(GradientClipping::byNorm)
        .or(() -> options.get(ClippingOptions.GLOBAL_CLIPNORM).map(GradientClipping::byGlobalNorm))
        .or(() -> options.get(ClippingOptions.CLIPVALUE).map(GradientClipping::byValue));
  }

  /** {@code g ← max(−c, min(c, g))}, element by element. */
  private static GradientClipping byValue(double c) {
    DoubleUnaryOperator bounded = g -> Math.max(-c, Math.min(c, g));
    return (kernels, gradients) -> {
      for (DMatrixRMaj gradient : gradients) {
        kernels.map(bounded, gradient, gradient);
      }
    };
  }

  /** {@code g ← g · c / max(‖g‖, c)}, for each gradient on its own. */
  private static GradientClipping byNorm(double c) {
    return (kernels, gradients) -> {
      for (DMatrixRMaj gradient : gradients) {
        Norm norm = Norm.of(kernels, List.of(gradient));
        kernels.scale(c / Math.max(norm.value(), c * norm.unit()), gradient, gradient);
      }
    };
  }

  /** {@code g ← g · c · min(1 / ‖all g‖, 1 / c)}; an infinite norm makes NaN. */
  private static GradientClipping byGlobalNorm(double c) {
    return (kernels, gradients) -> {
      Norm norm = Norm.of(kernels, gradients);
      double factor =
          Double.isFinite(norm.value())
              ? c * Math.min(1 / norm.value(), 1 / (c * norm.unit()))
              : Double.NaN;
      for (DMatrixRMaj gradient : gradients) {
        kernels.scale(factor, gradient, gradient);
      }
    };
  }

  /** The norm of gradients together, after they were multiplied with the unit. */
  record Norm(double value, double unit) {

    /** Multiplies the gradients in place if the sum of their squares is too large. */
    static Norm of(Kernels kernels, List<DMatrixRMaj> gradients) {
      double value = root(kernels, gradients);
      if (!Double.isInfinite(value)) {
        return new Norm(value, 1);
      }
      for (DMatrixRMaj gradient : gradients) {
        kernels.scale(SMALLER, gradient, gradient);
      }
      return new Norm(root(kernels, gradients), SMALLER);
    }

    private static double root(Kernels kernels, List<DMatrixRMaj> gradients) {
      double sum = 0;
      for (DMatrixRMaj gradient : gradients) {
        sum += kernels.sumOfSquares(gradient);
      }
      return Math.sqrt(sum);
    }
  }
}
