package dev.rewind.layers.constraints;

import dev.rewind.core.options.Options;

/**
 * Every vector of norm 1.
 *
 * <pre>
 *   w ← w / (ε + ‖w‖)     ε = 1e-7
 * </pre>
 *
 * <p>A vector of zeros stays one.
 *
 * <p><b>Source</b>: {@code keras/src/constraints/constraints.py}, Keras 3.15.1.
 *
 * @param options {@code axis}
 */
public record UnitNorm(Options options) implements NormConstraint<UnitNorm> {
  private static final Options DECLARED = Options.of("UnitNorm", AXIS);

  /**
   * Takes options that were made for this constraint.
   *
   * @param options {@code axis}
   * @throws IllegalArgumentException if they are of something else
   */
  public UnitNorm {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The constraint.
   *
   * @return norms along axis 0
   */
  public static UnitNorm of() {
    return new UnitNorm(DECLARED);
  }

  @Override
  public UnitNorm with(Options newOptions) {
    return new UnitNorm(newOptions);
  }

  @Override
  public double projected(double w, double norm) {
    return w / (EPSILON + norm);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
