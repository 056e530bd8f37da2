package dev.rewind.layers.constraints;

import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * No element below 0.
 *
 * <pre>
 *   w ← max(w, 0)
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/constraints/constraints.py}, Keras 3.15.1.
 *
 * @param options none
 */
public record NonNeg(Options options) implements Constraint {
  private static final Options DECLARED = Options.of("NonNeg");

  /**
   * Takes options that were made for this constraint.
   *
   * @param options none
   * @throws IllegalArgumentException if they are of something else
   */
  public NonNeg {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The constraint.
   *
   * @return the constraint
   */
  public static NonNeg of() {
    return new NonNeg(DECLARED);
  }

  @Override
  public NonNeg with(Options newOptions) {
    return new NonNeg(newOptions);
  }

  @Override
  public void project(TensorShape shape, DMatrixRMaj weight) {
    for (int i = 0; i < shape.elements(); i++) {
      weight.set(i, Math.max(weight.get(i), 0));
    }
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
