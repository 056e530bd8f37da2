package dev.rewind.autograd;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import org.ejml.data.DMatrixRMaj;

/**
 * An operation: a function of matrices that knows its own gradient. One small record each; forward
 * and gradient are read side by side.
 *
 * <pre>{@code
 * record MatMul() implements Op {
 *   public Shape outputShape(Shape... x) { … }
 *   public void forward(Kernels k, Forward f) {
 *     k.multiply(f.input(0), f.input(1), f.output());
 *   }
 *   public void backward(Kernels k, Backward b) {
 *     if (b.needs(0)) k.addMultiplyTransB(b.outputGradient(), b.input(1), b.inputGradient(0));
 *     if (b.needs(1)) k.addMultiplyTransA(b.input(0), b.outputGradient(), b.inputGradient(1));
 *   }
 * }
 * }</pre>
 *
 * <p>An op has no state: its components are constants such as a slope or a list of row numbers.
 * What backward needs besides inputs and output is {@linkplain Forward#save saved} on the tape. It
 * is open to users; {@code docs/ADDING_AN_OP.md} walks through one.
 */
public interface Op {
  /** The {@link #arity} of an op that takes any number of inputs, at least 1. */
  int ANY = -1;

  /**
   * The name in messages.
   *
   * @return by default the type's simple name with a small first letter, {@code "op"} if it has
   *     none
   */
  default String name() {
    String type = getClass().getSimpleName();
    if (type.isEmpty()) {
      return "op";
    }
    return Character.toLowerCase(type.charAt(0)) + type.substring(1);
  }

  /**
   * The number of inputs. The tape refuses any other.
   *
   * @return 1 unless the op says otherwise; {@link #ANY} for at least 1
   */
  default int arity() {
    return 1;
  }

  /**
   * The shape rule. It also refuses inputs that do not fit, so that forward needs no check.
   *
   * @param inputs the shapes of the inputs
   * @return the shape of the output
   * @throws IllegalArgumentException if the inputs do not fit, in the wording of {@link
   *     dev.rewind.core.Checks}
   */
  Shape outputShape(Shape... inputs);

  /**
   * What {@link #backward} needs to see again.
   *
   * @return inputs and output unless the op says less
   */
  default Keep keep() {
    return Keep.INPUTS_AND_OUTPUT;
  }

  /**
   * Computes the output. Must write every element of it and modify nothing else.
   *
   * @param kernels the provider to compute with
   * @param forward inputs and output
   */
  void forward(Kernels kernels, Forward forward);

  /**
   * Adds to the gradients of the inputs. Must add, never assign: an input may be used elsewhere
   * too.
   *
   * @param kernels the provider to compute with
   * @param backward what was kept, the gradient of the output, and the gradients to add to
   */
  void backward(Kernels kernels, Backward backward);

  /** What an op sees in its forward pass. Valid only during that call. */
  interface Forward {
    /**
     * An input.
     *
     * @param index which one, from 0
     * @return its value. Not modified.
     */
    DMatrixRMaj input(int index);

    /**
     * The number of inputs.
     *
     * @return at least 1
     */
    int inputs();

    /**
     * The output, of the shape that the shape rule gave, with arbitrary content.
     *
     * @return the matrix to write to. Modified.
     */
    DMatrixRMaj output();

    /**
     * A matrix that backward will see again as {@link Backward#saved}: something that is neither
     * input nor output, but needed twice, such as the gates of a recurrent layer. The tape lends
     * it, and takes it back when it is closed, or at once if the op is not remembered.
     *
     * @param slot a number of the op's own choice that backward asks for it by, once per call
     * @param shape its shape
     * @return the matrix, with arbitrary content. Modified.
     * @throws IllegalArgumentException if there is one for the slot already
     */
    DMatrixRMaj save(int slot, Shape shape);

    /**
     * Whether backward may follow. If not, nothing needs to be saved.
     *
     * @return false if no input needs a gradient
     */
    boolean remembered();

    /**
     * A matrix for this call only. The tape lends it, and takes it back when the call returns.
     *
     * @param shape its shape
     * @return the matrix, with arbitrary content. Modified.
     */
    DMatrixRMaj scratch(Shape shape);
  }

  /** What an op sees in its backward pass. Valid only during that call. */
  interface Backward {
    /**
     * An input of the forward pass.
     *
     * @param index which one, from 0
     * @return its value. Not modified.
     * @throws IllegalStateException if the op's {@link Op#keep()} does not ask for inputs
     */
    DMatrixRMaj input(int index);

    /**
     * The number of inputs.
     *
     * @return at least 1
     */
    int inputs();

    /**
     * The shape of an input, known whether or not the op keeps inputs.
     *
     * @param index which one, from 0
     * @return its rows and columns
     */
    Shape inputShape(int index);

    /**
     * The output of the forward pass.
     *
     * @return its value. Not modified.
     * @throws IllegalStateException if the op's {@link Op#keep()} does not ask for the output
     */
    DMatrixRMaj output();

    /**
     * The gradient of the loss with respect to the output, {@code dy}.
     *
     * @return a matrix of the output's shape. Not modified.
     */
    DMatrixRMaj outputGradient();

    /**
     * Whether anybody wants the gradient of an input. Constants need none.
     *
     * @param index which input, from 0
     * @return true if {@link #inputGradient} must be added to
     */
    boolean needs(int index);

    /**
     * The gradient of the loss with respect to an input, {@code dx}, as far as it has been summed
     * up.
     *
     * @param index which input, from 0
     * @return a matrix of the input's shape, to add to. Modified.
     * @throws IllegalStateException if the input {@linkplain #needs needs} no gradient
     */
    DMatrixRMaj inputGradient(int index);

    /**
     * What forward left behind by {@link Forward#save}.
     *
     * @param slot the number that it was saved by
     * @return the matrix as forward left it. Not modified.
     * @throws IllegalStateException if forward saved nothing for the slot
     */
    DMatrixRMaj saved(int slot);

    /**
     * A matrix for this call only. The tape lends it, and takes it back when the call returns.
     *
     * @param shape its shape
     * @return the matrix, with arbitrary content. Modified.
     */
    DMatrixRMaj scratch(Shape shape);
  }
}
