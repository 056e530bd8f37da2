package dev.rewind.training.losses;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;

/**
 * The options of every crossentropy.
 *
 * @param <S> the loss's own type
 */
public interface CrossentropyOptions<S extends Loss> extends LossOptions<S> {
  /** Option {@code from_logits}. */
  Option<Boolean> FROM_LOGITS = Option.of("from_logits", Codecs.BOOLEAN, false);

  /**
   * Says what the predictions are. Logits are the better choice: a plain crossentropy of them clips
   * nothing. They are what a layer without an activation gives: behind a softmax or a sigmoid,
   * which the loss can not see, {@code true} would apply it twice and train badly without an error.
   *
   * @param fromLogits true if predictions are logits, any numbers; false, the default, if they are
   *     probabilities
   * @return a changed copy
   */
  default S fromLogits(boolean fromLogits) {
    return with(options().with(FROM_LOGITS, fromLogits));
  }

  /**
   * What the predictions are.
   *
   * @return true for logits, false for probabilities
   */
  default boolean fromLogits() {
    return options().get(FROM_LOGITS);
  }
}
