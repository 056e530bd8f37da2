package dev.rewind.layers;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a layer needs to know about the call it takes part in: the tape, whether this is training,
 * and where dropout masks come from; and where a layer leaves the penalties that it adds to the
 * loss. But for those it is immutable.
 */
public final class CallContext {
  private final Tape tape;
  private final boolean training;
  private final boolean gradients;
  private final boolean rematerialises;
  private final DropoutSource dropout;
  private final List<Variable> losses;

  private CallContext(
      Tape tape,
      boolean training,
      boolean gradients,
      boolean rematerialises,
      DropoutSource dropout,
      List<Variable> losses) {
    this.tape = tape;
    this.training = training;
    this.gradients = gradients;
    this.rematerialises = rematerialises;
    this.dropout = dropout;
    this.losses = losses;
  }

  /**
   * A call in training.
   *
   * @param tape what the call is recorded on
   * @param random what dropout masks are drawn from
   * @return the context
   */
  public static CallContext training(Tape tape, RandomSource random) {
    return training(tape, DropoutSource.random(random));
  }

  /**
   * A call in training, with dropout masks from anywhere.
   *
   * @param tape what the call is recorded on
   * @param dropout where dropout masks come from
   * @return the context
   */
  public static CallContext training(Tape tape, DropoutSource dropout) {
    return new CallContext(tape, true, true, false, dropout, new ArrayList<>());
  }

  /**
   * A call without dropout, of which gradients can be computed all the same.
   *
   * @param tape what the call is recorded on
   * @return the context
   */
  public static CallContext inference(Tape tape) {
    return new CallContext(tape, false, true, false, DropoutSource.none(), new ArrayList<>());
  }

  /**
   * The same call with dropout masks from elsewhere.
   *
   * @param source where dropout masks come from
   * @return a new context
   */
  public CallContext withDropout(DropoutSource source) {
    return new CallContext(tape, training, gradients, rematerialises, source, losses);
  }

  /**
   * The same call with weights as constants: nothing is remembered for a gradient.
   *
   * @return a new context
   */
  public CallContext withoutGradients() {
    return new CallContext(tape, training, false, rematerialises, dropout, losses);
  }

  /**
   * The same call keeping less for the gradients: of the T steps of a recurrent layer only about √T
   * states, from which the rest is computed again when it is needed. The gradients have the same
   * bits. Layers that are computed step by step keep everything.
   *
   * @param rematerialise whether to
   * @return a new context
   */
  public CallContext rematerialise(boolean rematerialise) {
    return new CallContext(tape, training, gradients, rematerialise, dropout, losses);
  }

  /**
   * Whether recurrent layers keep less and compute again.
   *
   * @return false by default
   */
  public boolean rematerialises() {
    return rematerialises;
  }

  /**
   * What the call is recorded on.
   *
   * @return the tape
   */
  public Tape tape() {
    return tape;
  }

  /**
   * Whether this is training, when dropout acts.
   *
   * @return false to predict
   */
  public boolean training() {
    return training;
  }

  /**
   * Where dropout masks come from; to be asked in training only.
   *
   * @return the source
   */
  public DropoutSource dropout() {
    return dropout;
  }

  /**
   * Adds a penalty to the loss of this call, such as one on a layer's output: Keras' {@code
   * add_loss}. Contexts made from this one share the penalties with it.
   *
   * @param penalty a single number, {@code [1, 1]}, on this context's tape
   */
  public void addLoss(Variable penalty) {
    Checks.sameShape("addLoss", penalty.shape(), Shape.SCALAR);
    losses.add(penalty);
  }

  /**
   * The penalties that layers have added so far, which a loop of one's own adds to its loss.
   *
   * @return a copy of the list, in the order of the calls
   */
  public List<Variable> losses() {
    return losses.isEmpty() ? List.of() : List.copyOf(losses);
  }

  /**
   * Puts a weight on the tape.
   *
   * @param weight a weight
   * @return its variable; a constant if the weight is not trainable, or no gradients are wanted
   */
  public Variable use(Weight weight) {
    return weight.trainable() && gradients
        ? tape.parameter(weight.parameter())
        : tape.constant(weight.parameter());
  }

  /**
   * Puts a mask on the tape, as what chooses the rows of a sequence that are real.
   *
   * <pre>{@code
   * Variable real = where(context.use(mask), x, zeros);
   * }</pre>
   *
   * @param mask which steps are real
   * @return a constant {@code [timesteps·batch, 1]} of 0 and 1, whose matrix is the tape's
   */
  public Variable use(Mask mask) {
    return tape.constant(mask.batch() * mask.timesteps(), 1, mask::copyTo);
  }

  /**
   * Puts one step of a mask on the tape, as what chooses the samples that use it.
   *
   * @param mask which steps are real
   * @param timestep from 0
   * @return a constant {@code [batch, 1]} of 0 and 1, whose matrix is the tape's
   * @throws IllegalArgumentException if there is no such step
   */
  public Variable use(Mask mask, int timestep) {
    return tape.constant(mask.batch(), 1, column -> mask.copyTo(timestep, column));
  }
}
