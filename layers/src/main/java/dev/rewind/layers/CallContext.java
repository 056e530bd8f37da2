package dev.rewind.layers;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;

/**
 * What a layer needs to know about the call it takes part in: the tape, whether this is training,
 * and where dropout masks come from. Immutable.
 *
 * @param tape what the call is recorded on
 * @param training true in training, when dropout acts
 * @param dropout where dropout masks come from; asked in training only
 */
public record CallContext(Tape tape, boolean training, DropoutSource dropout) {

  /**
   * A call in training.
   *
   * @param tape what the call is recorded on
   * @param random what dropout masks are drawn from
   * @return the context
   */
  public static CallContext training(Tape tape, RandomSource random) {
    return new CallContext(tape, true, DropoutSource.random(random));
  }

  /**
   * A call to predict: no dropout.
   *
   * @param tape what the call is recorded on
   * @return the context
   */
  public static CallContext inference(Tape tape) {
    return new CallContext(tape, false, DropoutSource.none());
  }

  /**
   * The same call with dropout masks from elsewhere.
   *
   * @param source where dropout masks come from
   * @return a new context
   */
  public CallContext withDropout(DropoutSource source) {
    return new CallContext(tape, training, source);
  }

  /**
   * Puts a weight on the tape.
   *
   * @param weight a weight
   * @return its variable; a constant if the weight is not trainable
   */
  public Variable use(Weight weight) {
    return weight.trainable()
        ? tape.parameter(weight.parameter())
        : tape.constant(weight.parameter().value());
  }
}
