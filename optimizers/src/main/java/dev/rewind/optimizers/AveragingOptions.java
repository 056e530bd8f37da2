package dev.rewind.optimizers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;
import java.util.Optional;

/**
 * The options by which an optimizer keeps a moving average of the parameters.
 *
 * @param <S> the optimizer's own type
 */
public interface AveragingOptions<S> extends WithOptions<S> {
  /** Option {@code use_ema}: false by default. */
  Option<Boolean> USE_EMA = Option.of("use_ema", Codecs.BOOLEAN, false);

  /** Option {@code ema_momentum}: 0.99 by default. */
  Option<Double> EMA_MOMENTUM =
      Option.of("ema_momentum", Codecs.DOUBLE, 0.99).in(m -> m >= 0 && m <= 1, "in [0, 1]");

  /** Option {@code ema_overwrite_frequency}: none by default. */
  Option<Optional<Integer>> EMA_OVERWRITE_FREQUENCY =
      Maybe.option("ema_overwrite_frequency", Codecs.INTEGER, n -> n >= 1, "at least 1");

  /**
   * Keeps a moving average of every parameter: {@code a = m · a + (1 − m) · w}, starting with the
   * first w. {@link Optimizer#finalizeVariableValues} puts it in place.
   *
   * @param useEma whether to average
   * @return a changed copy
   */
  default S useEma(boolean useEma) {
    return with(options().with(USE_EMA, useEma));
  }

  /**
   * Whether parameters are averaged.
   *
   * @return false by default
   */
  default boolean useEma() {
    return options().get(USE_EMA);
  }

  /**
   * Sets the momentum of the moving average.
   *
   * @param emaMomentum m, in [0, 1]
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside [0, 1]
   */
  default S emaMomentum(double emaMomentum) {
    return with(options().with(EMA_MOMENTUM, emaMomentum));
  }

  /**
   * The momentum of the moving average.
   *
   * @return in [0, 1]
   */
  default double emaMomentum() {
    return options().get(EMA_MOMENTUM);
  }

  /**
   * Puts the moving average in place of the parameters again and again.
   *
   * @param emaOverwriteFrequency after how many iterations, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is less than 1
   */
  default S emaOverwriteFrequency(int emaOverwriteFrequency) {
    return with(options().with(EMA_OVERWRITE_FREQUENCY, Optional.of(emaOverwriteFrequency)));
  }

  /**
   * After how many iterations the moving average is put in place of the parameters.
   *
   * @return the value, if one was given
   */
  default Optional<Integer> emaOverwriteFrequency() {
    return options().get(EMA_OVERWRITE_FREQUENCY);
  }
}
