package dev.rewind.optimizers;

import dev.rewind.core.options.Options;

/**
 * Adam: steps along an average of the gradient, divided by a running root mean square of it. With
 * the rate η, the gradient g, the number t of the update (1 for the first) and all arithmetic
 * element by element:
 *
 * <pre>
 *   m ← β₁·m + (1 − β₁)·g
 *   v ← β₂·v + (1 − β₂)·g²
 *   w ← w − η · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)
 *
 *   amsgrad: v̂ ← max(v̂, v), which then stands in place of v in the last line
 * </pre>
 *
 * <p>ε is added to the uncorrected root: it is the paper's ε̂, not the ε of its algorithm 1.
 *
 * <p><b>State</b> for each parameter, zero at first: slots {@code momentum} (m), {@code velocity}
 * (v), and {@code velocity_hat} (v̂) with amsgrad.
 *
 * <p><b>Source</b>: Kingma and Ba, arXiv:1412.6980v9, the paragraph before section 2.1; amsgrad:
 * Reddi et al., On the Convergence of Adam and Beyond (ICLR 2018), algorithm 2; {@code
 * keras/src/optimizers/adam.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Adam(Options options)
    implements OptimizerConfig, OptimizerOptions<Adam>, AdamOptions<Adam> {

  private static final Options DECLARED =
      OptimizerOptions.declare("Adam", 0.001, BETA_1, BETA_2, EPSILON, AMSGRAD);

  /**
   * Takes options that were made for Adam.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public Adam {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * Adam with Keras' defaults.
   *
   * @return a description
   */
  public static Adam of() {
    return new Adam(DECLARED);
  }

  @Override
  public Adam with(Options newOptions) {
    return new Adam(newOptions);
  }

  @Override
  public UpdateRule rule() {
    return new AdamRule(beta1(), beta2(), epsilon(), amsgrad());
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
