package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.mul;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.CarriedState;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerChecks;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerStream;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.StreamingLayer;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/**
 * A built recurrent layer: a cell, applied to every time step. All kinds ({@link GRU}, {@link RNN}
 * over any cell) build this one.
 *
 * <p><b>Shapes</b>: input {@code (batch, timesteps, features)}; output {@code (batch, timesteps,
 * units)} with {@code returnSequences}, whose mask is carried on, else {@code (batch, units)}
 * without a mask; states {@code [batch, units]}.
 *
 * <p>A tape that {@linkplain dev.rewind.autograd.Tape#debugNumerics looks for numbers that are not
 * finite} gets every step, and in it the ops of every gate, by itself, though the layer may be
 * fused; with the same dropout masks the numbers are the same, to 1e-12 relative. So a message can
 * say {@code step 5, gate z}, the step as it is numbered in the input.
 */
public final class RecurrentLayer implements StreamingLayer {
  private final String name;
  private final LayerConfig config;
  private final RecurrentOptions<?> options;
  private final int features;
  private final Recurrence recurrence;
  private final KerasProfile profile;
  private final Optional<CellDropout> stepwiseDropout;
  private final List<CarriedState> carried;
  private final List<Weight> weights;
  private final boolean fused;
  private final boolean returnsState;
  private final boolean penalised;

  RecurrentLayer(String name, LayerConfig config, DataShape input, RNNCell cell) {
    this(name, config, input, cell, KerasProfile.KERAS_3, Optional.empty());
  }

  /**
   * A layer over a built cell.
   *
   * @param stepwiseDropout dropout of the whole input, with a fresh mask for each step, if that is
   *     not the cell's own affair
   */
  RecurrentLayer(
      String name,
      LayerConfig config,
      DataShape input,
      RNNCell cell,
      KerasProfile profile,
      Optional<CellDropout> stepwiseDropout) {
    this.name = name;
    this.config = config;
    this.options = (RecurrentOptions<?>) config;
    this.features = input.features();
    this.recurrence = new Recurrence(cell, RecurrentForm.of(config.options()));
    this.profile = profile;
    this.stepwiseDropout = stepwiseDropout;
    this.carried = options.stateful() ? newStates(name, cell) : List.of();
    this.weights = List.copyOf(cell.weights());
    this.fused = !options.unroll() && cell instanceof FusedCell fusable && fusable.canFuse();
    this.returnsState = options.returnState();
    this.penalised =
        config instanceof ActivityOptions<?> activity && activity.activityRegularizer().isPresent();
    Checks.require(
        !options.unroll() || input.timesteps().isPresent(),
        name,
        "can not be unrolled, since its input "
            + input
            + " does not say how many time steps there are. Build it for"
            + " DataShape.sequence(timesteps, features), or turn unroll off.");
  }

  private static List<CarriedState> newStates(String name, RNNCell cell) {
    List<CarriedState> states = new ArrayList<>();
    for (int size : cell.stateSizes()) {
      states.add(new CarriedState(name + ": state " + states.size(), size));
    }
    return List.copyOf(states);
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
    return weights;
  }

  /**
   * The states that a call starts from when none are given: Keras' {@code get_initial_state}.
   *
   * @param context the call
   * @param batch number of samples
   * @return zeros, each {@code [batch, size]}
   */
  public List<Variable> getInitialState(CallContext context, int batch) {
    return cell().getInitialState(context, batch);
  }

  /**
   * The carried states of a stateful layer: Keras' {@code states}.
   *
   * @return copies, each {@code [batch, size]}; none if the layer is not stateful or was not called
   *     yet
   */
  public List<DMatrixRMaj> states() {
    return carried.stream().flatMap(state -> state.value().stream()).toList();
  }

  @Override
  public List<CarriedState> carriedStates() {
    return carried;
  }

  /**
   * That of dropout with a fresh mask for each step, if there is any, and then those of the cell.
   */
  @Override
  public List<RandomSource> randomStreams() {
    return Stream.concat(
            stepwiseDropout.flatMap(CellDropout::stream).stream(), cell().randomStreams().stream())
        .distinct()
        .toList();
  }

  /**
   * Sets the carried states: Keras' {@code reset_states(states)}.
   *
   * @param states as many as the cell has, each {@code [batch, size]}, copied
   * @throws IllegalStateException if the layer is not stateful
   * @throws IllegalArgumentException if their number or shapes do not fit
   */
  public void resetStates(List<DMatrixRMaj> states) {
    if (carried.isEmpty()) {
      throw new IllegalStateException(
          name + ": has no states to set. Only a layer that is stateful(true) carries any.");
    }
    StateChecks.requireNumber(name, "state", cell().stateSizes(), states.size());
    for (int i = 0; i < carried.size(); i++) {
      carried.get(i).requireFit(states.get(i), states.get(0).numRows);
    }
    for (int i = 0; i < carried.size(); i++) {
      carried.get(i).set(states.get(i));
    }
  }

  /**
   * Computes output and last states.
   *
   * @param context tape, training or not, dropout
   * @param input the sequence
   * @return the output and the states after the last step
   * @throws IllegalArgumentException if something does not fit
   */
  public RecurrentOutput run(CallContext context, Sequence input) {
    return run(context, input, List.of());
  }

  /**
   * Computes output and last states.
   *
   * @param context tape, training or not, dropout
   * @param input the sequence
   * @param initialStates what to start from, each {@code [batch, size]}; gradients flow to them.
   *     None stands for the carried states of a stateful layer, else zeros
   * @return the output and the states after the last step
   * @throws IllegalArgumentException if something does not fit
   */
  public RecurrentOutput run(CallContext context, Sequence input, List<Variable> initialStates) {
    requireInput(input);
    List<Variable> start = start(context, input, initialStates);
    Sequence dropped = stepwiseDropout.map(d -> withDropout(d, context, input)).orElse(input);
    RecurrentOutput result =
        fused && !context.tape().isDebuggingNumerics()
            ? new FusedRecurrence((FusedCell) cell(), recurrence.form())
                .run(context, dropped, start)
            : recurrence.run(context, dropped, start);
    for (int i = 0; i < carried.size(); i++) {
      carried.get(i).set(result.states().get(i).value());
    }
    penalise(context, result);
    return result;
  }

  private List<Variable> start(CallContext context, Sequence input, List<Variable> given) {
    if (!given.isEmpty()) {
      StateChecks.require(name, "initial state", cell().stateSizes(), input.batch(), given);
    }
    if (carried.isEmpty()) {
      return given.isEmpty() ? getInitialState(context, input.batch()) : given;
    }
    List<DMatrixRMaj> kept = carried.stream().map(state -> state.start(input.batch())).toList();
    return given.isEmpty() || profile.prefersKeptStates(kept)
        ? kept.stream().map(context.tape()::constant).toList()
        : given;
  }

  private static Sequence withDropout(CellDropout dropout, CallContext context, Sequence input) {
    List<Variable> masks = dropout.draw(context, input.values().shape(), 1);
    return masks.isEmpty() ? input : input.withValues(mul(input.values(), masks.get(0)));
  }

  private void penalise(CallContext context, RecurrentOutput result) {
    if (penalised && config instanceof ActivityOptions<?> activity) {
      Sequence output = result.output();
      boolean timeFirst = options.timeMajor() && output.hasTime();
      activity.penalise(context, output.values(), timeFirst ? output.timesteps() : output.batch());
      if (returnsState) {
        result.states().forEach(state -> activity.penalise(context, state, output.batch()));
      }
    }
  }

  /**
   * Whether the sequence is computed as one op; if not, every step stands on the tape, as it does
   * on a tape that looks for numbers that are not finite.
   *
   * @return false with {@code unroll}, and for cells and configurations that no op covers
   */
  public boolean isFused() {
    return fused;
  }

  @Override
  public Sequence call(CallContext context, Sequence input) {
    return run(context, input).output();
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
    List<Variable> initial =
        inputs.size() == 1 ? List.of() : inputs.stream().skip(1).map(this::state).toList();
    RecurrentOutput result = run(context, inputs.get(0), initial);
    if (!returnsState) {
      return List.of(result.output());
    }
    List<Sequence> outputs = new ArrayList<>(List.of(result.output()));
    result.states().forEach(state -> outputs.add(Sequence.ofVectors(state)));
    return List.copyOf(outputs);
  }

  /**
   * The layer as it is now, for time steps that come one by one. Without allocation where it
   * {@linkplain #isFused() is fused} or but for {@code unroll} would be. A session starts from
   * zeros, whatever a stateful layer carries. A masked step leaves the states as they were.
   */
  @Override
  public LayerStream stream(DataShape input, Kernels kernels) {
    Checks.require(
        !options.goBackwards(),
        name,
        "goBackwards is true, but a stream has not seen the end of the sequence; expected false."
            + " Predict on whole sequences, or build the model with goBackwards(false).");
    if (cell() instanceof FusedCell fusable && fusable.canFuse()) {
      return new FusedStream(fusable.stream(kernels), recurrence.form(), kernels);
    }
    RecurrentLayer copy = (RecurrentLayer) LayerStream.copyOf(this, input);
    return new ComposedStream(new Recurrence(copy.cell(), recurrence.form()), kernels);
  }

  private Variable state(Sequence state) {
    Checks.require(
        !state.hasTime(),
        name,
        "got a sequence " + state.shape() + " as initial state; expected vectors (batch, units).");
    return state.values();
  }

  private void requireInput(Sequence input) {
    LayerChecks.hasTime(name, input.shape());
    if (!weights.isEmpty() && weights.get(0).parameter().shape().rows() == features) {
      LayerChecks.features(name, input, weights.get(0)); // names the kernel
    }
    LayerChecks.features(name, input, features);
  }

  /** What it is, and which form computes: {@code gru: GRU(units=64), fused}. */
  @Override
  public String toString() {
    return name + ": " + config + (isFused() ? ", fused" : ", step by step");
  }
}
