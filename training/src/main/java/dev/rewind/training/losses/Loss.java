package dev.rewind.training.losses;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Configured;
import dev.rewind.layers.Sequence;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * What training makes small: how far predictions are from targets. Immutable.
 *
 * <pre>{@code
 * Loss loss = CategoricalCrossentropy.of().fromLogits(true).labelSmoothing(0.1);
 * Variable value = loss.call(targets, model.call(context, inputs));
 * }</pre>
 *
 * <p>Each row has a loss of its own ({@link #values}); {@link #call} weighs and masks the rows and
 * reduces them to one number, in the same way for every loss:
 *
 * <pre>
 *   w = sample weight, or 1; 0 where masked
 *   L = Σ w·v / n        with n as the {@link Reduction} says; 0 if n is 0
 * </pre>
 *
 * <p><b>Shapes</b>: targets are a matrix with one row for each row of the predictions. The rows of
 * a sequence {@code [batch, timesteps, k]} are its time steps, row {@code t·batch + b}, for targets
 * and predictions alike; nothing else is special about sequences. Only a {@link SequenceLoss} has
 * one row of targets, and one loss, for each sample.
 *
 * <p>A value that is not finite stays so even where its weight is 0, as in Keras: {@code 0 · NaN =
 * NaN}.
 *
 * <p><b>Your own</b> loss implements {@link LossOptions}, so that it has name and reduction, and
 * computes {@link #values} with the ops of {@code dev.rewind.autograd.ops}; or {@link RowLoss}, if
 * one op computes them; or {@link SequenceLoss}, if it is one of whole sequences.
 */
public interface Loss extends Configured<Loss> {

  /**
   * The name in messages and logs.
   *
   * @return Keras' name unless it was changed, for example {@code "mean_squared_error"}
   */
  String name();

  /**
   * How rows become one number.
   *
   * @return the reduction
   */
  Reduction reduction();

  /**
   * Whether a whole sequence has one row of targets and one loss, and not each of its time steps.
   *
   * @return true for a {@link SequenceLoss}, whose targets are {@code [batch, any]}; false if there
   *     is a row of targets for each row of the predictions
   */
  default boolean perSequence() {
    return false;
  }

  /**
   * Refuses shapes that do not fit.
   *
   * @param targets the shape of the targets
   * @param predictions the shape of the predictions
   * @throws dev.rewind.core.ShapeMismatchException if they do not fit
   */
  void checkShapes(Shape targets, Shape predictions);

  /**
   * Refuses targets that do not fit, in shape or value. {@link #call} does so for each batch; a
   * model may do so for all its data before training starts.
   *
   * @param targets one row for each row of the predictions. Not modified.
   * @param predictions the shape of the predictions
   * @throws IllegalArgumentException if the shapes do not fit, or a target is NaN, infinite or out
   *     of range; the message names the row and the value
   */
  void checkTargets(DMatrixRMaj targets, Shape predictions);

  /**
   * The loss of each row, not weighted. Takes targets as they are: {@link #call} has checked them.
   *
   * @param targets one row for each row of the predictions. Not modified, and must not change until
   *     the tape is closed.
   * @param predictions {@code [rows, k]}
   * @return {@code [rows, 1]}
   */
  Variable values(DMatrixRMaj targets, Variable predictions);

  /**
   * Rows that the loss itself leaves out, in addition to those that the predictions mask.
   *
   * @param targets one row for each row of the predictions. Not modified.
   * @return {@code [rows, 1]} with 0 for the rows left out, or nothing if the loss leaves out none
   */
  default Optional<DMatrixRMaj> mask(DMatrixRMaj targets) {
    return Optional.empty();
  }

  /**
   * Computes the loss of the output of a model, with the mask that it carries.
   *
   * @param targets one row for each row of the predictions. Not modified, and must not change until
   *     the tape is closed.
   * @param predictions the output of a model
   * @return {@code [1, 1]}, or {@code [rows, 1]} with {@link Reduction#NONE}
   * @throws IllegalArgumentException if the targets do not fit
   */
  default Variable call(DMatrixRMaj targets, Sequence predictions) {
    return call(targets, predictions.values(), SampleWeights.of(predictions));
  }

  /**
   * Computes the loss.
   *
   * @param targets one row for each row of the predictions. Not modified, and must not change until
   *     the tape is closed.
   * @param predictions {@code [rows, k]}
   * @param weights how much each row counts
   * @return {@code [1, 1]}, or {@code [rows, 1]} with {@link Reduction#NONE}
   * @throws IllegalArgumentException if targets or weights do not fit
   */
  default Variable call(DMatrixRMaj targets, Variable predictions, SampleWeights weights) {
    checkTargets(targets, predictions.shape());
    if (weights.rows() != targets.numRows) {
      throw new IllegalArgumentException(
          name()
              + (": weights are for " + weights.rows() + " rows; expected " + targets.numRows)
              + ".");
    }
    SampleWeights all = mask(targets).map(weights::where).orElse(weights);
    return WeightedReduction.reduce(values(targets, predictions), all, reduction());
  }
}
