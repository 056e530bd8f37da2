package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.layers.DataShape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Brings every feature to mean 0 and deviation 1, as measured on the training part. Immutable.
 *
 * <pre>
 *   x' = (x − mean) / deviation
 * </pre>
 *
 * <p>Mean and population standard deviation are over all valid time steps of all samples; padding
 * does not count, and stays 0. A feature that is constant keeps deviation 1.
 *
 * <pre>{@code
 * Standardizer standardizer = Standardizer.fit(training);
 * Dataset forTraining = standardizer.apply(training);
 * Dataset forTest = standardizer.apply(test);          // the same numbers: the test is not looked at
 * }</pre>
 *
 * <p><b>Source</b>: the running sums are Welford's, Technometrics 4(3), 1962: stable, in one pass,
 * and exact for constant features.
 */
public final class Standardizer {
  private static final String WHO = "Standardizer";

  private final double[] mean;
  private final double[] deviation;

  private Standardizer(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * A standardizer with known numbers, such as those that were kept beside a trained model.
   *
   * @param mean one number per feature; copied
   * @param deviation one number per feature, above 0; copied
   * @return the standardizer
   * @throws IllegalArgumentException if the lengths differ, there is no feature, or a number is out
   *     of range
   */
  public static Standardizer of(double[] mean, double[] deviation) {
    Checks.require(
        mean.length == deviation.length && mean.length > 0,
        WHO,
        "got "
            + mean.length
            + " means and "
            + deviation.length
            + " deviations; expected one of each for every feature.");
    for (int i = 0; i < mean.length; i++) {
      Checks.require(
          Double.isFinite(mean[i]),
          WHO,
          "mean of feature " + i + " must be finite, got " + mean[i] + ".");
      Checks.require(
          deviation[i] > 0 && deviation[i] < Double.POSITIVE_INFINITY,
          WHO,
          "deviation of feature " + i + " must be finite and above 0, got " + deviation[i] + ".");
    }
    return new Standardizer(mean.clone(), deviation.clone());
  }

  /**
   * Measures the training part.
   *
   * @param training what to learn from; neither validation nor test data
   * @return the standardizer
   */
  public static Standardizer fit(Dataset training) {
    int features = training.inputShape().features();
    double[] mean = new double[features];
    double[] squares = new double[features];
    long count = 0;
    for (int sample = 0; sample < training.size(); sample++) {
      Batch one = training.batch(sample);
      for (int step = 0; step < one.timesteps(); step++) {
        if (isValid(one, 0, step)) {
          count++;
          for (int feature = 0; feature < features; feature++) {
            double before = one.inputs().get(step, feature) - mean[feature];
            mean[feature] += before / count;
            squares[feature] += before * (one.inputs().get(step, feature) - mean[feature]);
          }
        }
      }
    }
    double[] deviation = new double[features];
    for (int feature = 0; feature < features; feature++) {
      deviation[feature] = squares[feature] > 0 ? Math.sqrt(squares[feature] / count) : 1;
    }
    return of(mean, deviation);
  }

  /**
   * Standardises a data set.
   *
   * @param data any data with the same features
   * @return a view whose batches are standardised; targets and weights stay, and inputs after the
   *     first
   * @throws IllegalArgumentException if the number of features differs
   */
  public Dataset apply(Dataset data) {
    int features = data.inputShape().features();
    Checks.require(
        features == mean.length,
        WHO,
        "data have "
            + features
            + " features; expected "
            + mean.length
            + " as in the data it was fitted to. Fit it to the training part of the same data.");
    return new StandardizedDataset(data, this);
  }

  /**
   * The mean of each feature.
   *
   * @return a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The standard deviation of each feature.
   *
   * @return a copy
   */
  public double[] deviation() {
    return deviation.clone();
  }

  Batch apply(Batch batch) {
    DMatrixRMaj inputs = batch.inputs();
    DMatrixRMaj scaled = new DMatrixRMaj(inputs.numRows, inputs.numCols);
    for (int row = 0; row < inputs.numRows; row++) {
      if (isValid(batch, row % batch.size(), row / batch.size())) {
        for (int feature = 0; feature < mean.length; feature++) {
          scaled.set(row, feature, (inputs.get(row, feature) - mean[feature]) / deviation[feature]);
        }
      }
    }
    return batch.withInputs(scaled);
  }

  private static boolean isValid(Batch batch, int sample, int step) {
    return batch.mask().isEmpty() || batch.mask().get().isValid(sample, step);
  }

  @Override
  public String toString() {
    return "Standardizer[mean "
        + Arrays.toString(mean)
        + ", deviation "
        + Arrays.toString(deviation)
        + "]";
  }

  /** The view. */
  private record StandardizedDataset(Dataset raw, Standardizer standardizer) implements Dataset {
    @Override
    public int size() {
      return raw.size();
    }

    @Override
    public DataShape inputShape() {
      return raw.inputShape();
    }

    @Override
    public List<DataShape> inputShapes() {
      return raw.inputShapes();
    }

    @Override
    public Optional<DataShape> targetShape() {
      return raw.targetShape();
    }

    @Override
    public List<DataShape> targetShapes() {
      return raw.targetShapes();
    }

    @Override
    public List<String> classNames() {
      return raw.classNames();
    }

    @Override
    public int timesteps(int sample) {
      return raw.timesteps(sample);
    }

    @Override
    public List<BatchTarget> targetsOf(int... samples) {
      return raw.targetsOf(samples);
    }

    @Override
    public Batch batch(int... samples) {
      return standardizer.apply(raw.batch(samples));
    }
  }
}
