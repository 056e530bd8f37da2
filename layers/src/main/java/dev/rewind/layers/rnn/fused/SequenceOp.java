package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Op;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A recurrent cell over a whole sequence as one op. This is what such ops share: their inputs, what
 * they keep, and how the batch is cut into {@linkplain Shard shards}.
 *
 * <p>Forward keeps the gates' arguments or results at all steps, what the cell names besides, and
 * the states. With {@link SequenceSteps#rematerialise} it keeps the states before each chunk of
 * steps, and backward computes the rest again, chunk by chunk.
 *
 * <p><b>Inputs</b>: x {@code [timesteps·batch, features]}, kernel W {@code [features,
 * gates·units]}, recurrent kernel U {@code [units, gates·units]}, the initial states, each {@code
 * [batch, units]}, and perhaps a bias {@code [biasRows, gates·units]}, whose first row is b.
 *
 * <p><b>Output</b>: the states, as {@link SequenceSteps} says.
 */
interface SequenceOp extends Op {
  /** Numbers of the inputs. The bias comes after all states. */
  int X = 0;

  int KERNEL = 1;
  int RECURRENT_KERNEL = 2;
  int STATE = 3;

  /** Slots of what is kept. */
  int ARGUMENTS = 0;

  int BOUNDARIES = 100;
  int STATES = 101;

  /** The order of the steps, and the mask. */
  SequenceSteps steps();

  SequenceDropout dropout();

  int gates();

  int states();

  default int biasRows() {
    return 1;
  }

  /** The functions that are applied to gates. */
  List<ElementwiseOp> activations();

  /** How many gates wide the gradients of all arguments are. */
  default int dGates() {
    return gates();
  }

  /** What backward sees again besides the gates, in columns. */
  default List<Integer> innerWidths(int units) {
    return List.of();
  }

  /** The product of the state before a step with U. */
  default GateLayout stateLayout(int units) {
    return GateLayout.inOrder(units, 0, gates());
  }

  /** The product of the input with W. */
  default GateLayout inputLayout(int units) {
    return GateLayout.inOrder(units, 0, gates());
  }

  /** The product that the candidate has by itself, if there is one. */
  default Optional<GateLayout> resetLayout(int units) {
    return Optional.empty();
  }

  /** What is added to the gates, as one row that the cell's kernels know. */
  default void fillBias(DMatrixRMaj bias, DMatrixRMaj row) {
    row.setTo(bias);
  }

  /** Adds to the gradient of the bias. */
  default void addBiasGradient(DMatrixRMaj dArguments, DMatrixRMaj dBias) {
    CommonOps_DDRM.addEquals(dBias, dArguments);
  }

  SequenceShard.Cell newCell(SequenceCall call, SequenceShard shard);

  ShardGradients.CellGradients newCellGradients(SequenceShard shard, ShardGradients gradients);

  @Override
  default int arity() {
    return ANY;
  }

  @Override
  default Shape outputShape(Shape... inputs) {
    List<Shape> expected = new ArrayList<>();
    int withoutBias = STATE + states();
    if (inputs.length < withoutBias || inputs.length > withoutBias + 1) {
      throw new IllegalArgumentException(
          name()
              + (": got " + inputs.length + " inputs; expected " + withoutBias)
              + (" without a bias or " + (withoutBias + 1) + " with one."));
    }
    int units = inputs[RECURRENT_KERNEL].rows();
    int columns = gates() * units;
    expected.add(new Shape(steps().rows(), inputs[KERNEL].rows()));
    expected.add(new Shape(inputs[KERNEL].rows(), columns));
    expected.add(new Shape(units, columns));
    for (int s = 0; s < states(); s++) {
      expected.add(new Shape(steps().batch(), units));
    }
    expected.add(new Shape(biasRows(), columns));
    for (int i = 0; i < inputs.length; i++) {
      if (!inputs[i].equals(expected.get(i))) {
        throw new ShapeMismatchException(
            name()
                + ": input "
                + i
                + " has shape "
                + inputs[i]
                + "; expected "
                + expected.get(i)
                + ".",
            inputs[i],
            expected.get(i));
      }
    }
    requireMasks("input", dropout().input(), inputs[KERNEL].rows());
    requireMasks("recurrent", dropout().recurrent(), units);
    return steps().output(states(), units);
  }

  private void requireMasks(String kind, List<DMatrixRMaj> masks, int columns) {
    Checks.require(
        masks.size() <= 1 || masks.size() == gates(),
        name(),
        "got " + masks.size() + " " + kind + " dropout masks; expected 0, 1 or " + gates() + ".");
    Shape expected = new Shape(steps().batch(), columns);
    for (DMatrixRMaj mask : masks) {
      Shape shape = Shape.of(mask);
      boolean fits = shape.equals(expected) || shape.equals(new Shape(1, columns));
      if (!fits) {
        throw new ShapeMismatchException(
            name()
                + (": " + kind + " dropout mask has shape " + shape)
                + ("; expected " + expected + " or one row."),
            shape,
            expected);
      }
    }
  }

  /** Whether the gates' arguments are kept beside the gates. */
  default boolean keepsArguments() {
    return activations().stream().anyMatch(activation -> activation.keep().inputs());
  }

  /** The slot of the gates: that of their arguments, unless backward needs these too. */
  default int gatesSlot(int units) {
    return keepsArguments() ? 1 + innerWidths(units).size() : ARGUMENTS;
  }

  /** Columns for all gates, such that the product of any of them has room. */
  default int columns(Kernels kernels, int units) {
    int most = kernels.padded(1) - 1;
    return gates() * units + (kernels.padded(units) == units ? 0 : most);
  }

  /** Widths of what is kept at each step, slot by slot. */
  default List<Integer> memoryWidths(Kernels kernels, int units) {
    List<Integer> widths = new ArrayList<>();
    widths.add(columns(kernels, units));
    widths.addAll(innerWidths(units));
    if (keepsArguments()) {
      widths.add(gates() * units);
    }
    return widths;
  }

  @Override
  default void forward(Kernels kernels, Forward forward) {
    int units = forward.input(RECURRENT_KERNEL).numRows;
    boolean keeps = forward.remembered() && !steps().rematerialise();
    List<DMatrixRMaj> memory = new ArrayList<>();
    Optional<DMatrixRMaj> states = Optional.empty();
    if (keeps) {
      for (int width : memoryWidths(kernels, units)) {
        memory.add(forward.save(memory.size(), new Shape(steps().rows(), width)));
      }
    }
    if (steps().allStates()) {
      states = Optional.of(forward.output());
    } else if (keeps) {
      states = Optional.of(forward.save(STATES, steps().states(states(), units)));
    }
    List<Shard> shards = shards(units, forward.input(X).numCols);
    Optional<DMatrixRMaj> boundaries = Optional.empty();
    if (forward.remembered() && !keeps) {
      int chunks = steps().chunks(shards.get(0).samples());
      Shape shape = new Shape(states() * chunks * steps().batch(), units);
      boundaries = Optional.of(forward.save(BOUNDARIES, shape));
    }
    SequenceCall call =
        call(
            kernels,
            forward.inputs(),
            forward::input,
            memory,
            states,
            boundaries,
            forward::scratch);
    call.packForward();
    List<SequenceShard> parts = new ArrayList<>();
    shards.forEach(shard -> parts.add(new SequenceShard(call, shard.first(), shard.samples())));
    DMatrixRMaj output = forward.output();
    kernels.workers().run(parts.size(), call.work(), shard -> parts.get(shard).forward(output));
  }

  @Override
  default void backward(Kernels kernels, Backward backward) {
    int units = backward.input(RECURRENT_KERNEL).numRows;
    List<DMatrixRMaj> memory = new ArrayList<>();
    Optional<DMatrixRMaj> states = Optional.empty();
    Optional<DMatrixRMaj> boundaries = Optional.empty();
    if (steps().rematerialise()) {
      boundaries = Optional.of(backward.saved(BOUNDARIES));
    } else {
      for (int slot = 0; slot < memoryWidths(kernels, units).size(); slot++) {
        memory.add(backward.saved(slot));
      }
      states = Optional.of(steps().allStates() ? backward.output() : backward.saved(STATES));
    }
    SequenceCall call =
        call(
            kernels,
            backward.inputs(),
            backward::input,
            memory,
            states,
            boundaries,
            backward::scratch);
    call.packBackward(backward.needs(X));
    List<ShardGradients> parts = new ArrayList<>();
    for (Shard shard : shards(units, backward.input(X).numCols)) {
      SequenceShard forward = new SequenceShard(call, shard.first(), shard.samples());
      parts.add(new ShardGradients(forward, backward));
    }
    kernels.workers().run(parts.size(), 2 * call.work(), shard -> parts.get(shard).run());
    WeightGradients.add(call, parts, backward);
  }

  private List<Shard> shards(int units, int features) {
    return Shard.of(steps().batch(), (long) (features + units) * gates() * units);
  }

  private SequenceCall call(
      Kernels kernels,
      int inputs,
      IntFunction<DMatrixRMaj> input,
      List<DMatrixRMaj> memory,
      Optional<DMatrixRMaj> states,
      Optional<DMatrixRMaj> boundaries,
      Room room) {
    DMatrixRMaj u = input.apply(RECURRENT_KERNEL);
    int units = u.numRows;
    List<DMatrixRMaj> initial = new ArrayList<>();
    for (int s = 0; s < states(); s++) {
      initial.add(input.apply(STATE + s));
    }
    DMatrixRMaj bias = room.zeros(1, dGates() * units);
    if (inputs > STATE + states()) {
      fillBias(input.apply(STATE + states()), bias);
    }
    Optional<GateLayout> reset = resetLayout(units);
    List<DMatrixRMaj> masks = dropout().recurrent();
    int apart = reset.isPresent() && masks.size() > 1 ? 1 : 0;
    return new SequenceCall(
        kernels,
        this,
        units,
        input.apply(X),
        initial,
        new GateProduct(kernels, input.apply(KERNEL), dropout().input(), inputLayout(units)),
        new GateProduct(kernels, u, masks.subList(0, masks.size() - apart), stateLayout(units)),
        reset.map(
            layout ->
                new GateProduct(
                    kernels,
                    u,
                    masks.subList(Math.max(0, masks.size() - 1), masks.size()),
                    layout)),
        bias,
        memory,
        states,
        boundaries,
        room);
  }
}
