package dev.rewind.training.losses;

import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;

/**
 * The options of every loss.
 *
 * @param <S> the loss's own type
 */
public interface LossOptions<S extends Loss> extends Loss {
  /** Option {@code reduction}. */
  Option<Reduction> REDUCTION =
      Option.of("reduction", Reduction.CODEC, Reduction.SUM_OVER_BATCH_SIZE);

  @Override
  S with(Options options);

  /**
   * Renames the loss.
   *
   * @param name the name in messages and logs; Keras' name by default
   * @return a changed copy
   */
  S name(String name);

  /**
   * Says how rows become one number.
   *
   * @param reduction by default the sum over the batch, divided by its size
   * @return a changed copy
   */
  default S reduction(Reduction reduction) {
    return with(options().with(REDUCTION, reduction));
  }

  @Override
  default Reduction reduction() {
    return options().get(REDUCTION);
  }
}
