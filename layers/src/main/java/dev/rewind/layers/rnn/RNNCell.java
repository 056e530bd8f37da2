package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import java.util.List;

/**
 * A built recurrent cell: it has its weights, and knows one time step. Time itself is the affair of
 * the layer around it ({@link RNN}). Open to cells of your own.
 */
public interface RNNCell {

  /**
   * The name, which the weights' names begin with.
   *
   * @return for example {@code "gru"}
   */
  String name();

  /**
   * The sizes of the states that go from step to step.
   *
   * @return one number of columns per state, at least one state
   */
  List<Integer> stateSizes();

  /**
   * The size of the output of a step.
   *
   * @return its number of columns
   */
  int outputSize();

  /**
   * The weights, in Keras' order.
   *
   * @return an immutable list
   */
  List<Weight> weights();

  /**
   * The streams of random numbers that the cell owns, see {@link
   * dev.rewind.layers.Layer#randomStreams()}.
   *
   * @return the cell's own sources, not copies, each once, in an order that follows from the
   *     description alone; none unless a cell says otherwise
   */
  default List<RandomSource> randomStreams() {
    return List.of();
  }

  /**
   * Prepares the steps of one call: puts the weights on the tape and draws the dropout masks, once
   * for all steps.
   *
   * @param context tape, training or not, dropout
   * @param batch number of samples
   * @return a function that computes one step, for this call only
   */
  Steps begin(CallContext context, int batch);

  /**
   * Computes one step by hand.
   *
   * @param context tape, training or not, dropout
   * @param x the input of this step {@code [batch, features]}
   * @param states the states after the step before, each {@code [batch, size]}
   * @return output and new states
   * @throws IllegalArgumentException if the number or the shapes of the states do not fit
   */
  default Step call(CallContext context, Variable x, List<Variable> states) {
    int batch = x.shape().rows();
    StateChecks.require(name(), "state", stateSizes(), batch, states);
    return begin(context, batch).step(x, states);
  }

  /**
   * The states that a sequence starts from: Keras' {@code get_initial_state}.
   *
   * @param context the call
   * @param batch number of samples
   * @return zeros, each {@code [batch, size]}
   * @throws IllegalArgumentException if there is no sample
   */
  default List<Variable> getInitialState(CallContext context, int batch) {
    if (batch <= 0) {
      throw new IllegalArgumentException(name() + ": batch must be positive, got " + batch + ".");
    }
    List<Integer> sizes = stateSizes();
    if (sizes.size() == 1) {
      return List.of(Recurrence.zeros(context, batch, sizes.get(0)));
    }
    return sizes.stream().map(size -> Recurrence.zeros(context, batch, size)).toList();
  }

  /** One step as a function, within one call. */
  @FunctionalInterface
  interface Steps {
    /**
     * Computes a step. As many states must come out as go in.
     *
     * @param x the input of this step {@code [batch, features]}
     * @param states the states after the step before, each {@code [batch, size]}
     * @return output and new states
     */
    Step step(Variable x, List<Variable> states);
  }

  /**
   * What a step gives.
   *
   * @param output {@code [batch, outputSize]}
   * @param states the new states, in the order of {@link #stateSizes()}
   */
  record Step(Variable output, List<Variable> states) {
    /**
     * Copies the list of states.
     *
     * @param output the output
     * @param states the new states
     */
    public Step {
      states = List.copyOf(states);
    }
  }
}
