package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.ejml.data.DMatrixRMaj;

/**
 * The loop over time of a sequence op: in which order, from which state to which, and where a
 * sample is masked.
 *
 * <p><b>Storage</b>: everything is in the order of time, {@code batch} rows per step. A state has
 * one step more, the initial one, on the side where the loop begins:
 *
 * <pre>
 *   forwards    h₋₁ | h₀  h₁  h₂  h₃         before: the first four, after: the last four
 *   backwards   h₀  h₁  h₂  h₃ | h₄          before: the last four, after: the first four
 * </pre>
 *
 * <p>So the states before all steps are one block, and so are those after them. Several states
 * stand one below the other.
 *
 * @param timesteps number of steps, at least 1
 * @param batch number of samples, at least 1
 * @param goBackwards whether the last step comes first
 * @param valid {@code [timesteps·batch, 1]}, 0 where a sample does not use a step and its states
 *     stay as they were; nothing if all steps are used
 */
public record SequenceSteps(
    int timesteps, int batch, boolean goBackwards, Optional<DMatrixRMaj> valid) {

  /**
   * Checks the sizes.
   *
   * @param timesteps number of steps
   * @param batch number of samples
   * @param goBackwards whether the last step comes first
   * @param valid 0 where a sample does not use a step
   * @throws IllegalArgumentException if there is no step or no sample, or the mask is of another
   *     size
   */
  public SequenceSteps {
    Checks.positive("SequenceSteps", "timesteps", timesteps);
    Checks.positive("SequenceSteps", "batch", batch);
    Shape expected = new Shape(timesteps * batch, 1);
    valid.ifPresent(mask -> Checks.sameShape("SequenceSteps", Shape.of(mask), expected));
  }

  /** The backward pass of one step. */
  @FunctionalInterface
  interface BackwardStep {
    /**
     * Adds to the gradients of the states before a step.
     *
     * @param t the step
     * @param d gradients of the states after it, 0 where a sample is masked; may be changed
     * @param dPrev gradients of the states before it, to add to
     */
    void at(int t, List<Block> d, List<Block> dPrev);
  }

  /** The number of rows of a matrix that has all steps. */
  int rows() {
    return timesteps * batch;
  }

  /** The shape of a matrix that has so many states, each before and after all steps. */
  Shape states(int count, int units) {
    return new Shape(count * stateRows(), units);
  }

  /** The rows of a step. */
  Block at(Block all, int t) {
    return all.rows(t * batch, (t + 1) * batch);
  }

  /** A state before each step. */
  Block before(DMatrixRMaj states, int number) {
    return rows(states, number, goBackwards ? batch : 0, rows());
  }

  /** A state after each step. */
  Block after(DMatrixRMaj states, int number) {
    return rows(states, number, goBackwards ? 0 : batch, rows());
  }

  /** A state before the first step. */
  private Block initial(DMatrixRMaj states, int number) {
    return rows(states, number, goBackwards ? rows() : 0, batch);
  }

  /**
   * The rows of the first state after each step, in the order in which they are computed.
   *
   * @return numbers of rows of the op's output
   */
  public int[] rowsInOrder() {
    int[] rows = new int[rows()];
    for (int i = 0; i < rows.length; i++) {
      int t = step(i / batch);
      rows[i] = (goBackwards ? t : t + 1) * batch + i % batch;
    }
    return rows;
  }

  /**
   * The first row of a state after the last step; as many rows as there are samples belong to it.
   *
   * @param number which state, from 0
   * @return number of a row of the op's output
   */
  public int lastRow(int number) {
    return number * stateRows() + (goBackwards ? 0 : rows());
  }

  private int stateRows() {
    return (timesteps + 1) * batch;
  }

  private Block rows(DMatrixRMaj states, int number, int from, int count) {
    int first = number * stateRows() + from;
    return Block.of(states).rows(first, first + count);
  }

  /** The step that comes as number i. */
  private int step(int i) {
    return goBackwards ? timesteps - 1 - i : i;
  }

  /**
   * Computes step after step. Where a sample is masked, its states stay as they were.
   *
   * @param initial the states to start from
   * @param states all states. Modified.
   * @param step computes the states after a step from those before it
   */
  void forward(Kernels kernels, List<DMatrixRMaj> initial, DMatrixRMaj states, IntConsumer step) {
    for (int s = 0; s < initial.size(); s++) {
      kernels.copy(Block.of(initial.get(s)), initial(states, s));
    }
    for (int i = 0; i < timesteps; i++) {
      int t = step(i);
      step.accept(t);
      for (int s = 0; s < initial.size() && valid.isPresent(); s++) {
        Block use = at(Block.of(valid.get()), t);
        kernels.copyRowsWhereZero(use, at(before(states, s), t), at(after(states, s), t));
      }
    }
  }

  /**
   * Goes back step after step and adds to the gradients of the initial states. Where a sample is
   * masked, the gradient of its states goes past the step unchanged.
   *
   * @param firstState the input that is the first initial state; the others follow
   * @param count how many states there are
   * @param step adds to the gradients of the states before a step
   */
  void backward(
      Kernels kernels, Op.Backward backward, int firstState, int count, BackwardStep step) {
    DMatrixRMaj dy = backward.outputGradient();
    List<Block> d = scratch(kernels, backward, firstState, count);
    List<Block> dPrev = scratch(kernels, backward, firstState, count);
    for (int i = timesteps - 1; i >= 0; i--) {
      int t = step(i);
      for (int s = 0; s < count; s++) {
        kernels.add(d.get(s), at(after(dy, s), t), d.get(s));
        kernels.fill(0, dPrev.get(s));
        if (valid.isPresent()) {
          kernels.moveRowsWhereZero(at(Block.of(valid.get()), t), d.get(s), dPrev.get(s));
        }
      }
      step.at(t, d, dPrev);
      List<Block> free = d;
      d = dPrev;
      dPrev = free;
    }
    for (int s = 0; s < count; s++) {
      if (backward.needs(firstState + s)) {
        Block gradient = Block.of(backward.inputGradient(firstState + s));
        kernels.add(gradient, d.get(s), gradient);
        kernels.add(gradient, initial(dy, s), gradient);
      }
    }
  }

  private static List<Block> scratch(
      Kernels kernels, Op.Backward backward, int firstState, int count) {
    List<Block> blocks = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      blocks.add(Block.of(backward.scratch(backward.inputShape(firstState + s))));
      kernels.fill(0, blocks.get(s));
    }
    return blocks;
  }
}
