package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * The threshold of sparsemax in one row, and its gradient. Goes down the values of the row from the
 * largest, so that nothing has to be sorted or allocated.
 */
final class SparsemaxRow {
  private SparsemaxRow() {}

  static double threshold(DMatrixRMaj x, int start, int end) {
    double value = largestBelow(Double.POSITIVE_INFINITY, x, start, end);
    int rank = 0;
    double sum = 0;
    double sumOfSums = 0;
    while (staysAtRank(rank + 1, value, sum + value)) {
      for (int ties = count(value, x, start, end); ties > 0; ties--) {
        rank++;
        sum += value;
        sumOfSums += sum;
      }
      value = largestBelow(value, x, start, end);
    }
    return (sumOfSums - 1) / rank;
  }

  static void addThresholdDerivative(
      double factor, DMatrixRMaj x, int start, int end, DMatrixRMaj dx) {
    int size = support(x, start, end);
    double value = largestBelow(Double.POSITIVE_INFINITY, x, start, end);
    for (int rank = 0; rank < size; ) {
      int ties = count(value, x, start, end);
      double meanRank = rank + 0.5 * (ties + 1);
      double slope = factor * (size + 1 - meanRank) / size;
      for (int i = start; i < end; i++) {
        if (x.data[i] == value) {
          dx.data[i] += slope;
        }
      }
      rank += ties;
      value = largestBelow(value, x, start, end);
    }
  }

  /** How many elements determine the threshold. */
  private static int support(DMatrixRMaj x, int start, int end) {
    double value = largestBelow(Double.POSITIVE_INFINITY, x, start, end);
    int rank = 0;
    double sum = 0;
    while (staysAtRank(rank + 1, value, sum + value)) {
      int ties = count(value, x, start, end);
      rank += ties;
      sum += ties * value;
      value = largestBelow(value, x, start, end);
    }
    return rank;
  }

  private static boolean staysAtRank(int rank, double value, double sum) {
    return sum - rank * value < 1;
  }

  private static double largestBelow(double limit, DMatrixRMaj x, int start, int end) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = start; i < end; i++) {
      double value = x.data[i];
      if (value < limit && value > largest) {
        largest = value;
      }
    }
    return largest;
  }

  private static int count(double value, DMatrixRMaj x, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += x.data[i] == value ? 1 : 0;
    }
    return count;
  }
}
