package dev.rewind.training.losses;

import static dev.rewind.autograd.ops.Ops.gatherRows;
import static dev.rewind.autograd.ops.Ops.reshape;
import static dev.rewind.autograd.ops.Ops.transpose;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * A batch whose time and features have changed places: what compares the columns of a row then
 * compares the time steps of a feature. For losses and metrics along time, your own too.
 *
 * <pre>{@code
 * AlongTime x = AlongTime.of(name(), targets, predictions, weights);
 * return ofRows.call(x.targets(), x.predictions(), x.weights());
 * }</pre>
 *
 * <p><b>Shapes</b>: of a sequence {@code [timesteps·batch, k]}, row {@code t·batch + b}, it makes
 * {@code [k·batch, timesteps]}, row {@code j·batch + b}. A batch of vectors, whose columns are the
 * only axis there is besides the samples, stays as it is; so does a sequence of one step, unless
 * its weights are one for each feature.
 *
 * @param targets a row for each feature of each sample
 * @param predictions the same shape
 * @param weights how much each of these rows counts
 */
public record AlongTime(DMatrixRMaj targets, Variable predictions, SampleWeights weights) {

  /**
   * Exchanges time and features.
   *
   * <p>A feature has no time steps, so a mask or weights of the steps mean nothing to it. What can
   * be told is refused; what is for as many steps as there are features is taken to be for these,
   * as in Keras.
   *
   * @param who the loss or metric that speaks
   * @param targets {@code [timesteps·batch, k]}. Not modified, and must not change until the tape
   *     is closed.
   * @param predictions the same shape
   * @param weights nothing or a weight for each sample, as those of a model's output are; or a
   *     weight or mask for each feature of each sample, {@code SampleWeights.of(batch, k)}, row
   *     {@code j·batch + b}
   * @return what the rows of features are
   * @throws IllegalArgumentException if the weights are for another batch, or of time steps
   */
  public static AlongTime of(
      String who, DMatrixRMaj targets, Variable predictions, SampleWeights weights) {
    int batch = weights.batch();
    int rows = predictions.shape().rows();
    Checks.require(
        rows % batch == 0,
        who,
        "weights are for "
            + batch
            + " samples but predictions are "
            + predictions.shape()
            + "; expected as many rows for each sample. Make them of the output of the model.");
    if (rows == batch && weights.timesteps() == 1) {
      return new AlongTime(targets, predictions, weights);
    }
    return new AlongTime(
        exchanged(predictions.tape().constant(targets), batch).value(),
        exchanged(predictions, batch),
        weights.ofFeatures(who, predictions.shape()));
  }

  /** {@code [timesteps·batch, k]}, row t·batch + b, as {@code [k·batch, timesteps]}. */
  private static Variable exchanged(Variable x, int batch) {
    Shape shape = x.shape();
    int k = shape.columns();
    Variable samplesFirst = transpose(reshape(x, shape.rows() / batch, batch * k)); // row b·k + j
    int[] source = IntStream.range(0, k * batch).map(i -> i % batch * k + i / batch).toArray();
    return gatherRows(samplesFirst, source);
  }
}
