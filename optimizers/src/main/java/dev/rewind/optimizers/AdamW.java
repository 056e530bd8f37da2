package dev.rewind.optimizers;

import dev.rewind.core.Checks;
import dev.rewind.core.options.Options;
import java.util.Optional;

/**
 * AdamW: {@link Adam} with weight decay that is not part of the gradient.
 *
 * <pre>
 *   w ← w − η · λ · w       before Adam's update; λ is weightDecay, 0.004 by default
 * </pre>
 *
 * <p>It is the same as {@code Adam.of().weightDecay(λ)}; only the default of λ differs, and λ
 * cannot be absent.
 *
 * <p><b>State</b>: as Adam's.
 *
 * <p><b>Source</b>: Loshchilov and Hutter, Decoupled Weight Decay Regularization,
 * arXiv:1711.05101v3, algorithm 2, where the rate η is split in two; {@code
 * keras/src/optimizers/adamw.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record AdamW(Options options)
    implements OptimizerConfig, OptimizerOptions<AdamW>, AdamOptions<AdamW> {

  private static final Options DECLARED =
      OptimizerOptions.declare("AdamW", 0.001, BETA_1, BETA_2, EPSILON, AMSGRAD)
          .withDefault(WEIGHT_DECAY, Optional.of(0.004));

  /**
   * Takes options that were made for AdamW.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set, or there is no weight decay
   */
  public AdamW {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
    Checks.require(
        options.get(WEIGHT_DECAY).isPresent(),
        options.owner(),
        "weightDecay must be a number, got none.");
  }

  /**
   * AdamW with Keras' defaults.
   *
   * @return a description
   */
  public static AdamW of() {
    return new AdamW(DECLARED);
  }

  @Override
  public AdamW with(Options newOptions) {
    return new AdamW(newOptions);
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
