package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Op;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * A recurrent cell over a whole sequence as one op. This is what such ops share: their inputs, and
 * the part that does not wait for the step before.
 *
 * <pre>
 *   a  = (x ⊙ m)·W + b                       arguments of all gates at all steps, one product
 *   dx = (da·Wᵀ) ⊙ m,  dW = (x ⊙ m)ᵀ·da,  db = Σ da
 * </pre>
 *
 * <p><b>Inputs</b>: x {@code [timesteps·batch, features]}, kernel W {@code [features,
 * gates·units]}, recurrent kernel U {@code [units, gates·units]}, the initial states, each {@code
 * [batch, units]}, and perhaps a bias {@code [biasRows, gates·units]}, whose first row is b.
 *
 * <p><b>Output</b>: all states, as {@link SequenceSteps} stores them.
 */
interface SequenceOp extends Op {
  /** Numbers of the inputs. The bias comes after all states. */
  int X = 0;

  int KERNEL = 1;
  int RECURRENT_KERNEL = 2;
  int STATE = 3;

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
    return steps().states(states(), units);
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

  /** Room for the arguments of all gates at all steps. */
  default Block arguments(Block state, SavedMatrices saved) {
    return saved.block(SavedMatrices.ARGUMENTS, state.rows(), gates() * state.columns());
  }

  /** Room for the gates: over their arguments, unless backward needs these too. */
  default Block gates(Block arguments, SavedMatrices saved) {
    boolean keepsArguments =
        activations().stream().anyMatch(activation -> activation.keep().inputs());
    return keepsArguments
        ? saved.block(SavedMatrices.GATES, arguments.rows(), arguments.columns())
        : arguments;
  }

  /** The product of the state before a step with U. */
  default GateProduct stateProduct(int units) {
    return new GateProduct(units, 0, gates(), dropout().recurrent());
  }

  private GateProduct inputProduct(Block a) {
    return new GateProduct(a.columns() / gates(), 0, gates(), dropout().input());
  }

  /** What all gates at all steps see of x: x itself, or with dropout a matrix that is saved. */
  private Block seenInput(Block x, Block a, SavedMatrices saved) {
    return inputProduct(a).seen(x, SavedMatrices.SEEN_INPUT, saved);
  }

  /** {@code a = (x ⊙ m)·W + b}. */
  default void projectInput(Kernels kernels, Forward forward, Block a) {
    Block x = Block.of(forward.input(X));
    Block seen = seenInput(x, a, SavedMatrices.of(forward));
    inputProduct(a).forward(kernels, x, seen, Block.of(forward.input(KERNEL)), a);
    if (hasBias(forward.inputs())) {
      kernels.add(a, biasRow(forward, 0), a);
    }
  }

  /** Adds to the gradients of x, W and b. */
  default void addInputGradients(Kernels kernels, Backward backward, Block da) {
    if (backward.needs(X)) {
      Block dx = Block.of(backward.inputGradient(X));
      Block scratch = Block.of(backward.scratch(backward.inputShape(X)));
      Block kernel = Block.of(backward.input(KERNEL));
      inputProduct(da).backward(kernels, da, kernel, scratch, dx);
    }
    if (backward.needs(KERNEL)) {
      Block dKernel = Block.of(backward.inputGradient(KERNEL));
      Block seen = seenInput(Block.of(backward.input(X)), da, SavedMatrices.of(backward));
      inputProduct(da).addKernelGradient(kernels, seen, da, dKernel);
    }
    addBiasGradient(kernels, backward, 0, da);
  }

  /** Adds to the gradient of U, for the product with the state before a step. */
  default void addRecurrentKernelGradient(
      Kernels kernels, Backward backward, Block seen, Block ds) {
    if (backward.needs(RECURRENT_KERNEL)) {
      Block du = Block.of(backward.inputGradient(RECURRENT_KERNEL));
      stateProduct(du.rows()).addKernelGradient(kernels, seen, ds, du);
    }
  }

  default boolean hasBias(int inputs) {
    return inputs > STATE + states();
  }

  default Block biasRow(Forward forward, int row) {
    return Block.of(forward.input(STATE + states())).rows(row, row + 1);
  }

  /** Adds to the gradient of a row of the bias, if there is one and somebody wants it. */
  default void addBiasGradient(Kernels kernels, Backward backward, int row, Block d) {
    int bias = STATE + states();
    if (hasBias(backward.inputs()) && backward.needs(bias)) {
      kernels.addRowSum(d, Block.of(backward.inputGradient(bias)).rows(row, row + 1));
    }
  }
}
