package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.TimeRows;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A recurrent cell over a whole sequence as one op. This is what such ops share: their inputs, what
 * they keep, and how the batch is cut into {@linkplain Shards shards}.
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

  /** The slot of the gates' arguments, the first of those that are kept. */
  int ARGUMENTS = 0;

  /** The order of the steps, and the mask. */
  SequenceSteps steps();

  SequenceDropout dropout();

  int gates();

  int states();

  default int biasRows() {
    return 1;
  }

  /**
   * Whether the gates' arguments are kept beside the gates: whether backward needs those of any
   * function.
   */
  boolean keepsArguments();

  /** How many gates wide the gradients of all arguments are. */
  default int dGates() {
    return gates();
  }

  /** How many matrices of the width of a state backward sees again besides the gates. */
  default int inner() {
    return 0;
  }

  /** The product of the input with W. */
  GateLayout inputLayout();

  /** The product of the state before a step with U. */
  GateLayout stateLayout();

  /** The product that the candidate has by itself, if there is one. */
  default Optional<GateLayout> resetLayout() {
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

  SequenceRows.Cell newCell(SequenceRows sequence);

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
    Room room = forward::scratch;
    SequenceWeights weights = weights(kernels, forward.inputs(), forward::input, room);
    weights.packForward(room);
    Shards shards = weights.shards();
    SequenceMemory memory = SequenceMemory.of(weights, shards, forward);
    TimeRows x = steps().whole(forward.input(X));
    SequenceRows rows = new SequenceRows(weights, shards.most(), x, memory, room);
    for (int s = 0; s < states(); s++) {
      rows.begin(s, forward.input(STATE + s));
    }
    IntConsumer part = i -> new SequenceShard(rows, shards.first(i), shards.samples(i)).forward();
    kernels.workers().run(shards.count(), weights.work(), part);
    if (!steps().allStates()) {
      rows.end(forward.output());
    }
  }

  @Override
  default void backward(Kernels kernels, Backward backward) {
    Room room = backward::scratch;
    SequenceWeights weights = weights(kernels, backward.inputs(), backward::input, room);
    SequenceMemory memory = SequenceMemory.of(this, backward);
    if (!memory.isWhole()) {
      weights.packForward(room);
    }
    weights.packBackward(backward.needs(X), room);
    Shards shards = weights.shards();
    TimeRows x = steps().whole(backward.input(X));
    SequenceRows rows = new SequenceRows(weights, shards.most(), x, memory, room);
    SequenceGradients gradients = new SequenceGradients(rows, shards.most(), backward);
    WeightGradients found = new WeightGradients(weights, backward);
    ShardGradients[] parts = new ShardGradients[shards.count()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          new ShardGradients(rows, gradients, shards.first(i), shards.samples(i), found.next());
    }
    gradients.begin();
    kernels.workers().run(parts.length, 2 * weights.work(), i -> parts[i].run());
    gradients.end(backward);
    found.add();
  }

  private SequenceWeights weights(
      Kernels kernels, int inputs, IntFunction<DMatrixRMaj> input, Room room) {
    int bias = STATE + states();
    return SequenceWeights.of(
        kernels,
        this,
        input.apply(KERNEL),
        input.apply(RECURRENT_KERNEL),
        inputs > bias ? Optional.of(input.apply(bias)) : Optional.empty(),
        room);
  }
}
