package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import org.ejml.data.DMatrixRMaj;

/** How the numbers of {@link VarianceScaling} are distributed. Their mean is 0. */
public enum Distribution {
  /** Uniform: {@code limit = √(3 · variance)}. */
  UNIFORM {
    @Override
    public double width(double variance) {
      return Math.sqrt(3 * variance);
    }

    @Override
    DMatrixRMaj fill(double variance, RandomSource source, DMatrixRMaj matrix) {
      double limit = width(variance);
      return source.fillUniform(-limit, limit, matrix);
    }
  },

  /**
   * Normal, cut at two standard deviations. The normal is a little wider, so that the variance is
   * right after the cut: {@code deviation = √variance / 0.8796…}.
   */
  TRUNCATED_NORMAL {
    @Override
    public double width(double variance) {
      return Math.sqrt(variance) / DEVIATION_AFTER_CUT;
    }

    @Override
    DMatrixRMaj fill(double variance, RandomSource source, DMatrixRMaj matrix) {
      return TruncatedNormal.fill(0, width(variance), source, matrix);
    }
  },

  /** Normal: {@code deviation = √variance}. */
  UNTRUNCATED_NORMAL {
    @Override
    public double width(double variance) {
      return Math.sqrt(variance);
    }

    @Override
    DMatrixRMaj fill(double variance, RandomSource source, DMatrixRMaj matrix) {
      return source.fillGaussian(0, width(variance), matrix);
    }
  };

  /** The standard deviation of a standard normal cut at ±2, as Keras has it. */
  private static final double DEVIATION_AFTER_CUT = 0.8796256610342398;

  /**
   * The limit of the uniform distribution, or the standard deviation of the normal before a cut.
   *
   * @param variance the variance of the numbers, at least 0
   * @return how far they reach or spread
   */
  public abstract double width(double variance);

  abstract DMatrixRMaj fill(double variance, RandomSource source, DMatrixRMaj matrix);
}
