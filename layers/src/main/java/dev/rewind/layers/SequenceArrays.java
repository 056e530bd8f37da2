package dev.rewind.layers;

import dev.rewind.core.Checks;
import org.ejml.data.DMatrixRMaj;

/**
 * The one matrix of a {@link Sequence} from arrays of three axes, and back. Batch-major is {@code
 * (batch, timesteps, features)}, time-major {@code (timesteps, batch, features)}.
 */
final class SequenceArrays {
  private static final String WHO = "Sequence";

  private SequenceArrays() {}

  /** Copies an array to rows t·batch + b. */
  static DMatrixRMaj read(double[][][] array, boolean timeMajor) {
    Checks.require(
        array.length > 0 && array[0].length > 0 && array[0][0].length > 0,
        WHO,
        "the array is empty; expected at least one sample, one step and one feature.");
    int outer = array.length;
    int inner = array[0].length;
    int features = array[0][0].length;
    DMatrixRMaj values = new DMatrixRMaj(outer * inner, features);
    for (int i = 0; i < outer; i++) {
      requireSize("[" + i + "]", array[i].length, inner);
      for (int j = 0; j < inner; j++) {
        requireSize("[" + i + "][" + j + "]", array[i][j].length, features);
        int row = timeMajor ? i * inner + j : j * outer + i;
        for (int f = 0; f < features; f++) {
          values.set(row, f, array[i][j][f]);
        }
      }
    }
    return values;
  }

  /** Copies the rows of a matrix that is stored as a sequence is. */
  static double[][][] write(Sequence sequence, DMatrixRMaj rows, boolean timeMajor) {
    Checks.require(
        sequence.hasTime(),
        WHO,
        sequence.shape()
            + " has no time axis; expected (batch, timesteps, features). Read values().value().");
    int batch = sequence.batch();
    int timesteps = sequence.timesteps();
    Checks.require(
        rows.numRows == timesteps * batch,
        WHO,
        "the matrix has "
            + rows.numRows
            + " rows; expected "
            + timesteps * batch
            + ", one for each step of each sample.");
    double[][][] array = new double[timeMajor ? timesteps : batch][timeMajor ? batch : timesteps][];
    for (int t = 0; t < timesteps; t++) {
      for (int b = 0; b < batch; b++) {
        double[] row = new double[rows.numCols];
        for (int f = 0; f < row.length; f++) {
          row[f] = rows.get(t * batch + b, f);
        }
        array[timeMajor ? t : b][timeMajor ? b : t] = row;
      }
    }
    return array;
  }

  private static void requireSize(String where, int got, int expected) {
    Checks.require(
        got == expected,
        WHO,
        "the array is not regular: "
            + where
            + " has "
            + got
            + " elements; expected "
            + expected
            + ".");
  }
}
