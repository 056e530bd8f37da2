package dev.rewind.training.losses;

import org.ejml.data.DMatrixRMaj;

/** Rows of labels, padded with 0, and the same with blanks between, before and behind them. */
final class CtcLabels {
  private CtcLabels() {}

  /** The number of labels of a sample. */
  static int length(DMatrixRMaj labels, int sample) {
    int length = 0;
    while (length < labels.numCols && labels.unsafe_get(sample, length) != 0) {
      length++;
    }
    return length;
  }

  /** The number of labels that equal the one before them. */
  static int repeats(DMatrixRMaj labels, int sample) {
    int repeats = 0;
    for (int i = 1; i < length(labels, sample); i++) {
      repeats += labels.get(sample, i) == labels.get(sample, i - 1) ? 1 : 0;
    }
    return repeats;
  }

  /** The class at place {@code s} of the labels with blanks: a blank where s is even. */
  static int withBlanks(DMatrixRMaj labels, int sample, int s) {
    return s % 2 == 0 ? 0 : (int) labels.unsafe_get(sample, s / 2);
  }

  /** Whether a path may go from place {@code s − 2} to {@code s} without the blank between. */
  static boolean mayBeReachedPastABlank(DMatrixRMaj labels, int sample, int s) {
    return s % 2 == 1
        && s > 1
        && withBlanks(labels, sample, s) != withBlanks(labels, sample, s - 2);
  }
}
