package dev.rewind.training.losses;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import org.ejml.data.DMatrixRMaj;

/**
 * A loss of whole sequences, such as {@link CTC}: each sample has one row of targets and one loss,
 * whatever the number of its time steps.
 *
 * <p>Steps that the predictions mask do not take part, so that a batch may hold sequences of
 * different lengths. A sample all of whose steps are masked does not count. Sample weights are one
 * for each sample.
 *
 * <p><b>Shapes</b>: predictions {@code [timesteps·batch, k]}, row {@code t·batch + b}, and targets
 * {@code [batch, any]}.
 *
 * @param <S> the loss's own type
 */
public interface SequenceLoss<S extends Loss> extends LossOptions<S> {

  /**
   * Refuses targets that do not fit the steps that take part. Shapes and values have been checked.
   *
   * @param targets one row for each sample. Not modified.
   * @param steps which steps take part
   * @throws IllegalArgumentException if a target does not fit
   */
  void checkSteps(DMatrixRMaj targets, SampleWeights steps);

  /**
   * The loss of each sample, not weighted. Takes targets as they are: {@link #call} has checked
   * them.
   *
   * @param targets one row for each sample. Not modified, and must not change until the tape is
   *     closed.
   * @param predictions {@code [timesteps·batch, k]}
   * @param steps which steps take part
   * @return {@code [batch, 1]}; 0 for samples without a step
   */
  Variable values(DMatrixRMaj targets, Variable predictions, SampleWeights steps);

  @Override
  default boolean perSequence() {
    return true;
  }

  /** The loss of each sample, all of whose steps take part: {@code [batch, 1]}. */
  @Override
  default Variable values(DMatrixRMaj targets, Variable predictions) {
    int timesteps = predictions.shape().rows() / targets.numRows;
    return values(targets, predictions, SampleWeights.of(targets.numRows, timesteps));
  }

  /**
   * Computes the loss.
   *
   * @param targets one row for each sample. Not modified, and must not change until the tape is
   *     closed.
   * @param predictions {@code [timesteps·batch, k]}
   * @param weights which steps take part, and how much each sample counts
   * @return {@code [1, 1]}, or {@code [batch, 1]} with {@link Reduction#NONE}
   * @throws IllegalArgumentException if targets or weights do not fit
   */
  @Override
  default Variable call(DMatrixRMaj targets, Variable predictions, SampleWeights weights) {
    checkTargets(targets, predictions.shape());
    Checks.require(
        weights.batch() == targets.numRows && weights.rows() == predictions.shape().rows(),
        name(),
        "weights are for "
            + weights.batch()
            + " samples of "
            + weights.timesteps()
            + " steps; expected "
            + targets.numRows
            + " of "
            + predictions.shape().rows() / targets.numRows
            + ". Make them of the output of the model.");
    SampleWeights samples = weights.ofSamples(name());
    checkSteps(targets, weights);
    return WeightedReduction.reduce(values(targets, predictions, weights), samples, reduction());
  }
}
