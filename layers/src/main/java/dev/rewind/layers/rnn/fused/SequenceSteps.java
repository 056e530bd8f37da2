package dev.rewind.layers.rnn.fused;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.TimeRows;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The steps of a sequence op: in which order, and where a sample is masked.
 *
 * <p><b>Storage</b>: everything is in the order of time, {@code batch} rows per step. A state has
 * one step more, the initial one, on the side where the loop begins:
 *
 * <pre>
 *   forwards    h₋₁ | h₀  h₁  h₂  h₃         before: the first four, after: the last four
 *   backwards   h₀  h₁  h₂  h₃ | h₄          before: the last four, after: the first four
 * </pre>
 *
 * <p>Several states stand one below the other. The op's output are all states, or only those after
 * the last step.
 *
 * @param timesteps number of steps, at least 1
 * @param batch number of samples, at least 1
 * @param goBackwards whether the last step comes first
 * @param allStates whether the states at all steps are wanted, or those after the last
 * @param rematerialise whether to keep only the states before every k-th step, k being the largest
 *     power of two up to ⌈√T⌉, and compute the rest again when it is needed
 * @param valid {@code [timesteps·batch, 1]}, 0 where a sample does not use a step and its states
 *     stay as they were; nothing if all steps are used
 */
public record SequenceSteps(
    int timesteps,
    int batch,
    boolean goBackwards,
    boolean allStates,
    boolean rematerialise,
    Optional<DMatrixRMaj> valid) {
  /** Rows of a chunk: enough for products over them to be fast, few enough to stay in the cache. */
  private static final int CHUNK_ROWS = 256;

  /**
   * Checks the sizes.
   *
   * @param timesteps number of steps
   * @param batch number of samples
   * @param goBackwards whether the last step comes first
   * @param allStates whether the states at all steps are wanted
   * @param rematerialise whether to compute again instead of keeping
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

  /** The number of rows of a matrix that has all steps. */
  int rows() {
    return timesteps * batch;
  }

  /** The shape of a matrix that has so many states, each before and after all steps. */
  Shape states(int count, int units) {
    return new Shape(count * stateRows(), units);
  }

  /** The shape of the op's output. */
  Shape output(int count, int units) {
    return allStates ? states(count, units) : new Shape(count * batch, units);
  }

  /** The steps of a matrix that has all of them, in the order of the loop. */
  TimeRows whole(DMatrixRMaj matrix) {
    return goBackwards
        ? new TimeRows(matrix, (timesteps - 1) * batch, -batch)
        : new TimeRows(matrix, 0, batch);
  }

  /** A state before each step. */
  TimeRows before(DMatrixRMaj states, int number) {
    int first = number * stateRows();
    return goBackwards
        ? new TimeRows(states, first + timesteps * batch, -batch)
        : new TimeRows(states, first, batch);
  }

  /** How many steps are computed at a time, of so many samples: a power of two. */
  int chunk(int samples) {
    int most =
        rematerialise ? (int) Math.ceil(Math.sqrt(timesteps)) : Math.max(1, CHUNK_ROWS / samples);
    return Integer.highestOneBit(most);
  }

  /** How many chunks there are. */
  int chunks(int samples) {
    return (timesteps + chunk(samples) - 1) / chunk(samples);
  }

  /**
   * The first row of a state after the last step; as many rows as there are samples belong to it.
   *
   * @param number which state, from 0
   * @return number of a row of the op's output
   */
  public int lastRow(int number) {
    return allStates ? number * stateRows() + (goBackwards ? 0 : rows()) : number * batch;
  }

  private int stateRows() {
    return (timesteps + 1) * batch;
  }
}
