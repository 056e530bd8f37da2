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

  /** How many matrices of the width of a state backward sees again besides the gates. */
  default int inner() {
    return 0;
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
    int withoutBias = STATE + states();
    if (inputs.length < withoutBias || inputs.length > withoutBias + 1) {
      throw new IllegalArgumentException(
          name()
              + (": got " + inputs.length + " inputs; expected " + withoutBias)
              + (" without a bias or " + (withoutBias + 1) + " with one."));
    }
    int units = inputs[RECURRENT_KERNEL].rows();
    int features = inputs[KERNEL].rows();
    int columns = gates() * units;
    requireShape(inputs, X, steps().rows(), features);
    requireShape(inputs, KERNEL, features, columns);
    requireShape(inputs, RECURRENT_KERNEL, units, columns);
    for (int state = STATE; state < withoutBias; state++) {
      requireShape(inputs, state, steps().batch(), units);
    }
    if (inputs.length > withoutBias) {
      requireShape(inputs, withoutBias, biasRows(), columns);
    }
    requireMasks("input", dropout().input(), features);
    requireMasks("recurrent", dropout().recurrent(), units);
    return steps().output(states(), units);
  }

  private void requireShape(Shape[] inputs, int index, int rows, int columns) {
    Shape shape = inputs[index];
    if (shape.rows() != rows || shape.columns() != columns) {
      Shape expected = new Shape(rows, columns);
      throw new ShapeMismatchException(
          name() + ": input " + index + " has shape " + shape + "; expected " + expected + ".",
          shape,
          expected);
    }
  }

  private void requireMasks(String kind, List<DMatrixRMaj> masks, int columns) {
    if (masks.isEmpty()) {
      return;
    }
    Checks.require(
        masks.size() == 1 || masks.size() == gates(),
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
    for (ElementwiseOp activation : activations()) {
      if (activation.keep().inputs()) {
        return true;
      }
    }
    return false;
  }

  /** The slot of the gates: that of their arguments, unless backward needs these too. */
  default int gatesSlot() {
    return keepsArguments() ? 1 + inner() : ARGUMENTS;
  }

  /** Columns for all gates, such that the product of any of them has room. */
  default int columns(Kernels kernels, int units) {
    int most = kernels.padded(1) - 1;
    return gates() * units + (kernels.padded(units) == units ? 0 : most);
  }

  /** How many slots are kept at each step. */
  default int slots() {
    return 1 + inner() + (keepsArguments() ? 1 : 0);
  }

  /** Columns of a slot. */
  default int slotColumns(Kernels kernels, int units, int slot) {
    if (slot == ARGUMENTS) {
      return columns(kernels, units);
    }
    return slot <= inner() ? units : gates() * units;
  }

  @Override
  default void forward(Kernels kernels, Forward forward) {
    int units = forward.input(RECURRENT_KERNEL).numRows;
    boolean keeps = forward.remembered() && !steps().rematerialise();
    List<DMatrixRMaj> memory = new ArrayList<>();
    Optional<DMatrixRMaj> states = Optional.empty();
    if (keeps) {
      for (int slot = 0; slot < slots(); slot++) {
        int columns = slotColumns(kernels, units, slot);
        memory.add(forward.save(slot, new Shape(steps().rows(), columns)));
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
      for (int slot = 0; slot < slots(); slot++) {
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
