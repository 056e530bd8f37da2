package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The outputs of a model, sample by sample. Immutable. */
public final class Predictions {
  private final List<DMatrixRMaj> samples;

  private Predictions(List<DMatrixRMaj> samples) {
    this.samples = List.copyOf(samples);
  }

  /**
   * The number of samples.
   *
   * @return as many as the data had
   */
  public int size() {
    return samples.size();
  }

  /**
   * The output for one sample.
   *
   * @param sample its number, from 0
   * @return a new matrix: {@code [1, k]}, or {@code [timesteps, k]} if the model returns sequences,
   *     up to the last step that is not masked
   * @throws IllegalArgumentException if there is no such sample
   */
  public DMatrixRMaj sample(int sample) {
    Checks.require(
        0 <= sample && sample < size(),
        "predictions",
        "there is no sample " + sample + "; expected 0 to " + (size() - 1) + ".");
    return samples.get(sample).copy();
  }

  /**
   * All outputs as one matrix.
   *
   * @return a new matrix {@code [samples, k]}
   * @throws IllegalArgumentException if the model returns sequences
   */
  public DMatrixRMaj matrix() {
    DMatrixRMaj all = new DMatrixRMaj(samples.size(), samples.get(0).numCols);
    for (int i = 0; i < samples.size(); i++) {
      Checks.require(
          samples.get(i).numRows == 1,
          "predictions",
          "the model returns sequences: sample "
              + i
              + " is "
              + Shape.of(samples.get(i))
              + "; expected one row. Use sample(i).");
      CommonOps_DDRM.insert(samples.get(i), all, i, 0);
    }
    return all;
  }

  /**
   * The most likely class of each sample: the number of its largest output.
   *
   * @return a number per sample, the first of several equal ones
   * @throws IllegalArgumentException if the model returns sequences, or one number per sample,
   *     which is no choice between classes
   */
  public int[] labels() {
    DMatrixRMaj all = matrix();
    Checks.require(
        all.numCols > 1,
        "labels",
        "the model gives one number per sample; expected one per class."
            + " Compare matrix() with a threshold.");
    int[] labels = new int[all.numRows];
    for (int row = 0; row < all.numRows; row++) {
      for (int column = 1; column < all.numCols; column++) {
        if (all.get(row, column) > all.get(row, labels[row])) {
          labels[row] = column;
        }
      }
    }
    return labels;
  }

  @Override
  public String toString() {
    return "Predictions(" + size() + " samples)";
  }

  /** Takes the outputs of batches apart. */
  static final class Collector {
    private final List<DMatrixRMaj> samples = new ArrayList<>();

    void add(Sequence output) {
      DMatrixRMaj values = output.values().value();
      int batch = output.batch();
      for (int b = 0; b < batch; b++) {
        DMatrixRMaj sample = new DMatrixRMaj(length(output, b), values.numCols);
        for (int t = 0; t < sample.numRows; t++) {
          int row = t * batch + b;
          CommonOps_DDRM.extract(values, row, row + 1, 0, values.numCols, sample, t, 0);
        }
        samples.add(sample);
      }
    }

    /** The number of steps without the padding at the end. */
    private static int length(Sequence output, int sample) {
      int length = output.timesteps();
      if (output.mask().isPresent()) {
        Mask mask = output.mask().get();
        while (length > 0 && !mask.isValid(sample, length - 1)) {
          length--;
        }
      }
      return length;
    }

    Predictions done() {
      return new Predictions(samples);
    }
  }
}
