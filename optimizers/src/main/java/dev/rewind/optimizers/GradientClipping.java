package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * A bound on gradients. As in Keras, NaN stays NaN, and with one of the norms an infinite element
 * makes NaN: a bound does not hide that something went wrong.
 */
interface GradientClipping {

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
        double norm = Math.sqrt(kernels.sumOfSquares(gradient));
        kernels.scale(c / Math.max(norm, c), gradient, gradient);
      }
    };
  }

  /** {@code g ← g · c · min(1 / ‖all g‖, 1 / c)}; an infinite norm makes NaN. */
  private static GradientClipping byGlobalNorm(double c) {
    return (kernels, gradients) -> {
      double sum = 0;
      for (DMatrixRMaj gradient : gradients) {
        sum += kernels.sumOfSquares(gradient);
      }
      double norm = Math.sqrt(sum);
      double factor = Double.isFinite(norm) ? c * Math.min(1 / norm, 1 / c) : Double.NaN;
      for (DMatrixRMaj gradient : gradients) {
        kernels.scale(factor, gradient, gradient);
      }
    };
  }
}
