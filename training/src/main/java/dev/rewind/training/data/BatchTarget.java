package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.DataShape;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * What one output of a model is to be: the targets of a batch, and how much each counts.
 *
 * <pre>{@code
 * batch.withTargets(BatchTarget.of(moods), BatchTarget.ofSteps(notes, timesteps).weighted(w));
 * }</pre>
 *
 * <p><b>Ownership</b>: the matrices are handed over, handed out without copying, and must not be
 * modified.
 *
 * @param values {@code [batch, k]}, or {@code [timesteps·batch, k]}, time-major; class labels have
 *     one column
 * @param timesteps the length, if each time step has a target of its own
 * @param weights how much each sample, {@code [batch, 1]}, or each step, {@code [timesteps·batch,
 *     1]}, counts in the loss of this output, besides the weights of the whole batch; nothing if
 *     all count the same
 */
public record BatchTarget(
    DMatrixRMaj values, Optional<Integer> timesteps, Optional<DMatrixRMaj> weights) {
  private static final String WHO = "BatchTarget";

  /**
   * Refuses what does not fit together.
   *
   * @param values one row for each sample or step
   * @param timesteps the length, if there is one
   * @param weights one number for each sample or step
   * @throws IllegalArgumentException if the rows can not be cut into that many steps, or the
   *     weights are for another number of them
   */
  public BatchTarget {
    int steps = Checks.positive(WHO, "timesteps", timesteps.orElse(1));
    int rows = values.numRows;
    Checks.require(
        rows % steps == 0, WHO, rows + " rows can not be cut into " + steps + " time steps.");
    weights.ifPresent(w -> requireWeights(WHO, w, rows, rows / steps));
  }

  /**
   * A target for each sample.
   *
   * @param values {@code [batch, k]}; handed over
   * @return the targets
   */
  public static BatchTarget of(DMatrixRMaj values) {
    return new BatchTarget(values, Optional.empty(), Optional.empty());
  }

  /**
   * A target for each time step.
   *
   * @param values {@code [timesteps·batch, k]}, time-major; handed over
   * @param timesteps at least 1
   * @return the targets
   * @throws IllegalArgumentException if the rows can not be cut into that many steps
   */
  public static BatchTarget ofSteps(DMatrixRMaj values, int timesteps) {
    return new BatchTarget(values, Optional.of(timesteps), Optional.empty());
  }

  /**
   * The same targets, some counting more than others.
   *
   * @param newWeights {@code [batch, 1]} or {@code [timesteps·batch, 1]}; handed over
   * @return new targets
   * @throws IllegalArgumentException if they are for another number of samples or steps
   */
  public BatchTarget weighted(DMatrixRMaj newWeights) {
    return new BatchTarget(values, timesteps, Optional.of(newWeights));
  }

  /**
   * Whether each time step has a target of its own.
   *
   * @return true if the targets have a time axis
   */
  public boolean perStep() {
    return timesteps.isPresent();
  }

  /**
   * The shape of the targets.
   *
   * @return vectors, or sequences with the length of this batch
   */
  public DataShape shape() {
    return timesteps
        .map(steps -> DataShape.sequence(steps, values.numCols))
        .orElseGet(() -> DataShape.vectors(values.numCols));
  }

  /**
   * The number of samples.
   *
   * @return rows, or rows per time step
   */
  public int size() {
    return values.numRows / timesteps.orElse(1);
  }

  /** Refuses weights that are neither for the samples nor for the steps. */
  static void requireWeights(String who, DMatrixRMaj weights, int rows, int samples) {
    boolean perStep = weights.numRows == rows && weights.numCols == 1;
    Checks.require(
        perStep || (weights.numRows == samples && weights.numCols == 1),
        who,
        "sample weights are "
            + Shape.of(weights)
            + "; expected ["
            + samples
            + ", 1]"
            + (rows == samples ? "." : " or, for each step, [" + rows + ", 1]."));
  }

  @Override
  public String toString() {
    return "BatchTarget["
        + Shape.of(values)
        + timesteps.map(steps -> " of " + steps + " steps").orElse("")
        + (weights.isPresent() ? ", weighted]" : "]");
  }
}
