package dev.rewind.training.losses;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * How much each row of a batch counts in a loss or a metric: its sample weight, and 0 where it is
 * masked. Immutable.
 *
 * <pre>{@code
 * SampleWeights.of(predictions)                  // the mask that the predictions carry
 * SampleWeights.of(predictions).times(weights)   // and a weight for each sample or each step
 * }</pre>
 *
 * <p><b>Shapes</b>: the rows of a sequence are its time steps, row {@code t·batch + b}. Weights are
 * {@code [timesteps·batch, 1]}, one for each step (Keras' {@code (batch, timesteps)}), or {@code
 * [batch, 1]}, one for each sample, which then serves all of its steps (Keras' {@code (batch, 1)};
 * Keras does not take {@code (batch,)} for sequences).
 */
public final class SampleWeights {
  private final int batch;
  private final int timesteps;
  private final int wholeTimesteps;
  private final Optional<Mask> mask;
  private final Optional<DMatrixRMaj> weights;

  private SampleWeights(
      int batch,
      int timesteps,
      int wholeTimesteps,
      Optional<Mask> mask,
      Optional<DMatrixRMaj> weights) {
    this.batch = batch;
    this.timesteps = timesteps;
    this.wholeTimesteps = wholeTimesteps;
    this.mask = mask;
    this.weights = weights;
  }

  /**
   * A batch of vectors whose rows all count 1.
   *
   * @param batch number of samples, at least 1
   * @return the weights
   * @throws IllegalArgumentException if there is no sample
   */
  public static SampleWeights of(int batch) {
    return of(batch, 1);
  }

  /**
   * A batch of sequences whose steps all count 1.
   *
   * @param batch number of samples, at least 1
   * @param timesteps number of time steps, at least 1
   * @return the weights
   * @throws IllegalArgumentException if there is no sample or no step
   */
  public static SampleWeights of(int batch, int timesteps) {
    Checks.positive("SampleWeights", "batch", batch);
    Checks.positive("SampleWeights", "timesteps", timesteps);
    return uniform(batch, timesteps);
  }

  private static SampleWeights uniform(int batch, int timesteps) {
    return new SampleWeights(batch, timesteps, timesteps, Optional.empty(), Optional.empty());
  }

  /**
   * A batch with a mask: masked steps count 0, others 1.
   *
   * @param mask which steps are real
   * @return the weights
   */
  public static SampleWeights of(Mask mask) {
    int timesteps = mask.timesteps();
    return new SampleWeights(
        mask.batch(), timesteps, timesteps, Optional.of(mask), Optional.empty());
  }

  /**
   * What the output of a model says by itself: masked steps count 0, others 1.
   *
   * @param predictions the output
   * @return the weights
   */
  public static SampleWeights of(Sequence predictions) {
    return predictions
        .mask()
        .map(SampleWeights::of)
        .orElseGet(() -> uniform(predictions.batch(), predictions.timesteps()));
  }

  /**
   * The same weights, multiplied by sample weights: those of two calls, of whichever of the two
   * shapes, multiply.
   *
   * @param sampleWeight {@code [rows, 1]} or {@code [batch, 1]}, finite; copied
   * @return weights in which each row counts that many times as much as here
   * @throws IllegalArgumentException if the shape does not fit or a weight is NaN or infinite
   */
  public SampleWeights times(DMatrixRMaj sampleWeight) {
    boolean fits = sampleWeight.numRows == rows() || sampleWeight.numRows == batch;
    if (sampleWeight.numCols != 1 || !fits) {
      throw new ShapeMismatchException(
          "sampleWeight: shape "
              + Shape.of(sampleWeight)
              + " does not fit; expected ["
              + rows()
              + ", 1]"
              + (timesteps == 1 ? "." : " for the steps or [" + batch + ", 1] for the samples."),
          Shape.of(sampleWeight),
          new Shape(rows(), 1));
    }
    Checks.finite("sampleWeight", sampleWeight);
    DMatrixRMaj product =
        weights.map(own -> product(own, sampleWeight)).orElseGet(sampleWeight::copy);
    return new SampleWeights(batch, timesteps, wholeTimesteps, mask, Optional.of(product));
  }

  /** One weight for each step, unless both have one for each sample. */
  private static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj product = new DMatrixRMaj(Math.max(a.numRows, b.numRows), 1);
    for (int row = 0; row < product.numRows; row++) {
      product.set(row, 0, a.get(row % a.numRows, 0) * b.get(row % b.numRows, 0));
    }
    return product;
  }

  /**
   * The same weights, with further rows masked.
   *
   * @param valid {@code [rows, 1]}: 0 masks the row. Not modified.
   * @return weights in which only rows count that both masks leave
   * @throws IllegalArgumentException if the shape does not fit
   */
  public SampleWeights where(DMatrixRMaj valid) {
    Checks.sameShape("SampleWeights", Shape.of(valid), new Shape(rows(), 1));
    Mask further = Mask.ofColumn(batch, valid);
    Mask both = mask.map(further::and).orElse(further);
    return new SampleWeights(batch, timesteps, wholeTimesteps, Optional.of(both), weights);
  }

  /**
   * The number of rows.
   *
   * @return batch · timesteps
   */
  public int rows() {
    return batch * timesteps;
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int batch() {
    return batch;
  }

  /**
   * The number of time steps.
   *
   * @return at least 1
   */
  public int timesteps() {
    return timesteps;
  }

  /**
   * The same weights of what is a piece of longer sequences: a metric, in which a sample counts
   * once with all of its steps, counts it by the part that this is.
   *
   * @param whole the number of time steps of the whole sequences, at least 1
   * @return weights of the same steps
   * @throws IllegalArgumentException if it is not positive
   */
  public SampleWeights within(int whole) {
    Checks.positive("SampleWeights", "timesteps", whole);
    return new SampleWeights(batch, timesteps, whole, mask, weights);
  }

  /**
   * The number of time steps of the sequences that these are steps of.
   *
   * @return {@link #timesteps}, unless this is a piece of longer ones
   */
  public int wholeTimesteps() {
    return wholeTimesteps;
  }

  /**
   * Whether nothing was said: neither a mask nor sample weights.
   *
   * @return true if each row counts 1
   */
  public boolean isUniform() {
    return mask.isEmpty() && weights.isEmpty();
  }

  /**
   * Whether a row takes part.
   *
   * @param row from 0
   * @return false if it is masked
   * @throws IllegalArgumentException if there is no such row
   */
  public boolean isValid(int row) {
    if (row < 0 || row >= rows()) {
      throw new IllegalArgumentException(
          "SampleWeights: there is no row " + row + "; expected 0 to " + (rows() - 1) + ".");
    }
    return mask.isEmpty() || mask.get().isValid(row % batch, row / batch);
  }

  /**
   * How much a row counts.
   *
   * @param row from 0
   * @return its sample weight, or 1 if there are none; 0 if it is masked
   * @throws IllegalArgumentException if there is no such row
   */
  public double weight(int row) {
    if (!isValid(row)) {
      return 0;
    }
    return weights.isEmpty() ? 1 : weights.get().get(row % weights.get().numRows, 0);
  }

  /**
   * The weights of whole samples, for losses that look at a sequence as a whole: a sample takes
   * part if one of its steps does.
   *
   * @param who the loss that speaks
   * @throws IllegalArgumentException if there is a weight for each step
   */
  SampleWeights ofSamples(String who) {
    Checks.require(
        weights.isEmpty() || weights.get().numRows == batch,
        who,
        "sampleWeight has "
            + weights.map(w -> w.numRows).orElse(0)
            + " rows, one for each step; expected "
            + batch
            + ". Give one weight for each sample.");
    return new SampleWeights(batch, 1, 1, mask.map(SampleWeights::anyStep), weights);
  }

  /** The samples of which a step takes part, as a mask of one step. */
  private static Mask anyStep(Mask steps) {
    DMatrixRMaj samples = new DMatrixRMaj(steps.batch(), 1);
    for (int b = 0; b < steps.batch(); b++) {
      for (int t = 0; t < steps.timesteps(); t++) {
        if (steps.isValid(b, t)) {
          samples.set(b, 0, 1);
        }
      }
    }
    return Mask.ofColumn(steps.batch(), samples);
  }

  /**
   * The weights of whole features, for losses that compare along time: these, if they are for as
   * many steps as there are features, or else those of the samples.
   *
   * @param who the loss that speaks
   * @param predictions {@code [timesteps·batch, k]}
   * @return weights of k·batch rows, row j·batch + b
   * @throws IllegalArgumentException if there is a mask or a weight for each step
   */
  SampleWeights ofFeatures(String who, Shape predictions) {
    int k = predictions.columns();
    if (timesteps == k) {
      return this;
    }
    Checks.require(
        rows() == predictions.rows(),
        who,
        "weights are for "
            + timesteps
            + " steps of "
            + batch
            + " samples but predictions are "
            + predictions
            + "; expected "
            + predictions.rows() / batch
            + ", or "
            + k
            + ", one for each feature.");
    boolean ofSamples = weights.isEmpty() || weights.get().numRows == batch;
    Checks.require(
        mask.isEmpty() && ofSamples,
        who,
        "there is a "
            + (mask.isPresent() ? "mask" : "sampleWeight")
            + " of "
            + timesteps
            + " time steps, along which is compared; expected one of "
            + k
            + " features, or none. Compare the features of each step, axis(-1), or give one weight"
            + " for each sample and sequences without padding.");
    SampleWeights uniform = of(batch, k);
    return weights.map(uniform::times).orElse(uniform);
  }

  /** Writes how much each row counts into {@code [rows, 1]}. */
  void copyTo(DMatrixRMaj column) {
    for (int row = 0; row < column.numRows; row++) {
      column.set(row, 0, weight(row));
    }
  }

  /** The number of rows that take part. */
  int valid() {
    return mask.map(Mask::validSteps).orElse(rows());
  }

  /**
   * What the mean with sample weights divides by. As in Keras, a weight that serves all steps of a
   * sample is summed once, unless there is a mask.
   */
  double sum() {
    int summed = mask.isEmpty() && weights.isPresent() ? weights.get().numRows : rows();
    double sum = 0;
    for (int row = 0; row < summed; row++) {
      sum += weight(row);
    }
    return sum;
  }
}
