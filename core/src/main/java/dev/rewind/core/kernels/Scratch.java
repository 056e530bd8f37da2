package dev.rewind.core.kernels;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that products copy rows into, lent to one at a time and kept for the next. What is in them
 * has no meaning.
 */
final class Scratch {
  /** Rows of a factor that are copied together. There is one more, for a row of the product. */
  static final int ROWS = 32;

  static final int COLUMNS = 256;

  private static final int KEPT = 16; // as many as threads compute at a time, usually

  private final AtomicReferenceArray<double @Nullable [][]> kept = new AtomicReferenceArray<>(KEPT);

  /** {@link #ROWS} + 1 arrays of {@link #COLUMNS} numbers. */
  double[][] borrow() {
    for (int i = 0; i < KEPT; i++) {
      double[][] rows = kept.getAndSet(i, null);
      if (rows != null) {
        return rows;
      }
    }
    return new double[ROWS + 1][COLUMNS];
  }

  void giveBack(double[][] rows) {
    for (int i = 0; i < KEPT; i++) {
      if (kept.compareAndSet(i, null, rows)) {
        return;
      }
    }
  }
}
