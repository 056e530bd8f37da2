package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerChecks;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * A built recurrent layer: a cell, applied to every time step. All kinds ({@link GRU}, {@link RNN}
 * over any cell) build this one.
 *
 * <p><b>Shapes</b>: input {@code (batch, timesteps, features)}; output {@code (batch, timesteps,
 * units)} with {@code returnSequences}, whose mask is carried on, else {@code (batch, units)}
 * without a mask; states {@code [batch, units]}.
 */
public final class RecurrentLayer implements Layer {
  private final String name;
  private final LayerConfig config;
  private final int features;
  private final Recurrence recurrence;
  private final boolean returnState;

  RecurrentLayer(String name, LayerConfig config, int features, RNNCell cell) {
    this.name = name;
    this.config = config;
    this.features = features;
    this.recurrence = Recurrence.of(cell, config.options());
    this.returnState = config.options().get(RecurrentOptions.RETURN_STATE);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public LayerConfig config() {
    return config;
  }

  /**
   * The cell that is applied to every step.
   *
   * @return the built cell
   */
  public RNNCell cell() {
    return recurrence.cell();
  }

  @Override
  public List<Weight> weights() {
    return cell().weights();
  }

  /**
   * The states that a call starts from when none are given: Keras' {@code get_initial_state}.
   *
   * @param context the call
   * @param batch number of samples
   * @return zeros, each {@code [batch, size]}
   */
  public List<Variable> getInitialState(CallContext context, int batch) {
    return cell().stateSizes().stream()
        .map(size -> Recurrence.zeros(context, batch, size))
        .toList();
  }

  /**
   * Computes output and last states.
   *
   * @param context tape, training or not, dropout
   * @param input the sequence
   * @param initialStates what to start from, each {@code [batch, size]}; gradients flow to them
   * @return the output and the states after the last step
   * @throws IllegalArgumentException if something does not fit
   */
  public RecurrentOutput run(CallContext context, Sequence input, List<Variable> initialStates) {
    requireInput(input);
    requireStates(input, initialStates);
    return recurrence.run(context, input, initialStates);
  }

  @Override
  public Sequence call(CallContext context, Sequence input) {
    return run(context, input, getInitialState(context, input.batch())).output();
  }

  /**
   * Computes with initial states, and returns the last ones if {@code returnState} is on.
   *
   * @param context tape, training or not, dropout
   * @param inputs the sequence, and after it either no state or all
   * @return the output, and after it the states after the last step if {@code returnState} is on
   * @throws IllegalArgumentException if something does not fit
   */
  @Override
  public List<Sequence> call(CallContext context, List<Sequence> inputs) {
    Checks.require(!inputs.isEmpty(), name, "got no input; expected a sequence.");
    Sequence input = inputs.get(0);
    List<Variable> initial =
        inputs.size() == 1
            ? getInitialState(context, input.batch())
            : inputs.stream().skip(1).map(Sequence::values).toList();
    RecurrentOutput result = run(context, input, initial);
    List<Sequence> outputs = new ArrayList<>(List.of(result.output()));
    if (returnState) {
      result.states().forEach(state -> outputs.add(Sequence.ofVectors(state)));
    }
    return List.copyOf(outputs);
  }

  private void requireInput(Sequence input) {
    LayerChecks.hasTime(name, input.shape());
    List<Weight> weights = weights();
    if (!weights.isEmpty() && weights.get(0).parameter().shape().rows() == features) {
      LayerChecks.features(name, input, weights.get(0)); // names the kernel
    }
    LayerChecks.features(name, input, features);
  }

  private void requireStates(Sequence input, List<Variable> states) {
    List<Integer> sizes = cell().stateSizes();
    Checks.require(
        states.size() == sizes.size(),
        name,
        "got " + states.size() + " initial states; expected " + sizes.size() + ".");
    for (int i = 0; i < sizes.size(); i++) {
      Shape expected = new Shape(input.batch(), sizes.get(i));
      Shape actual = states.get(i).shape();
      if (!actual.equals(expected)) {
        throw new ShapeMismatchException(
            name
                + ": initial state "
                + i
                + " has shape "
                + actual
                + "; expected "
                + expected
                + " (batch, units).",
            actual,
            expected);
      }
    }
  }
}
