package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.Block;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * A right factor cut into panels as wide as a {@linkplain Tiles tile}, each stored row after row:
 * what a tile reads lies side by side. Columns are filled up with zeros to whole vectors.
 *
 * <pre>
 *   b   ┌────┬────┬──┐            storage   panel 0: row 0, row 1, …
 *       │ 0  │ 1  │ 2│                      panel 1: row 0, row 1, …
 *       └────┴────┴──┘                      panel 2 …
 * </pre>
 */
final class Panels {
  /** Rows of a panel that are written together. */
  private static final int TOGETHER = 16;

  private Panels() {}

  /** How many panels there are. */
  static int count(int columns) {
    int vectors = Lanes.padded(columns) / Lanes.COUNT;
    int rest = vectors % Tiles.WIDTH;
    return vectors / Tiles.WIDTH + Integer.bitCount(rest);
  }

  /** The first vector of a panel: the last ones are narrower. */
  private static int firstVector(int panel, int vectors) {
    int v = 0;
    for (int i = 0; i < panel; i++) {
      v += Tiles.width(vectors - v);
    }
    return v;
  }

  /** Lays out b. */
  static void pack(Block b, double[] storage) {
    for (int panel = 0; panel < count(b.columns()); panel++) {
      pack(b, panel, storage);
    }
  }

  /** Lays out a panel of b. */
  static void pack(Block b, int panel, double[] storage) {
    int vectors = Lanes.padded(b.columns()) / Lanes.COUNT;
    int v = firstVector(panel, vectors);
    int wide = Tiles.width(vectors - v) * Lanes.COUNT;
    int column = v * Lanes.COUNT;
    int there = Math.min(wide, b.columns() - column);
    int to = column * b.rows();
    for (int k = 0; k < b.rows(); k++) {
      int from = b.start() + k * b.stride() + column;
      to = row(b.matrix().data, from, there, storage, to, wide);
    }
  }

  /** Copies some elements and fills up with zeros; gives where the next row goes. */
  static int row(double[] b, int from, int there, double[] storage, int to, int wide) {
    int whole = Lanes.SPECIES.loopBound(there);
    for (int j = 0; j < whole; j += Lanes.COUNT) {
      DoubleVector.fromArray(Lanes.SPECIES, b, from + j).intoArray(storage, to + j);
    }
    for (int j = whole; j < there; j++) {
      storage[to + j] = b[from + j];
    }
    for (int j = there; j < wide; j++) {
      storage[to + j] = 0;
    }
    return to + wide;
  }

  /**
   * Copies a few elements of each of some rows, one after the other; gives where the next go. May
   * read what stands behind them, which another thread may be writing, and then writes over it.
   *
   * @param end end of what may be written
   */
  static int copyStrip(
      int size, double[] b, int[] from, int rows, double[] storage, int to, int end) {
    int next = to;
    for (int r = 0; r < rows; r++) {
      int start = from[r];
      if (size <= Lanes.COUNT && start + Lanes.COUNT <= b.length && next + Lanes.COUNT <= end) {
        DoubleVector.fromArray(Lanes.SPECIES, b, start).intoArray(storage, next);
      } else {
        for (int j = 0; j < size; j++) {
          storage[next + j] = b[start + j];
        }
      }
      next += size;
    }
    return next;
  }

  /** Copies a panel's part of some rows, one after the other; gives where the next go. */
  static int copyRows(
      int there, int width, double[] b, int[] from, int rows, double[] storage, int to) {
    int next = to;
    int wide = width * Lanes.COUNT;
    if (width == 4 && there == wide) {
      for (int r = 0; r < rows; r++) {
        copyFour(b, from[r], storage, next);
        next += wide;
      }
      return next;
    }
    for (int r = 0; r < rows; r++) {
      next = row(b, from[r], there, storage, next, wide);
    }
    return next;
  }

  private static void copyFour(double[] b, int from, double[] storage, int to) {
    int l = Lanes.COUNT;
    DoubleVector v0 = DoubleVector.fromArray(Lanes.SPECIES, b, from);
    DoubleVector v1 = DoubleVector.fromArray(Lanes.SPECIES, b, from + l);
    DoubleVector v2 = DoubleVector.fromArray(Lanes.SPECIES, b, from + 2 * l);
    DoubleVector v3 = DoubleVector.fromArray(Lanes.SPECIES, b, from + 3 * l);
    v0.intoArray(storage, to);
    v1.intoArray(storage, to + l);
    v2.intoArray(storage, to + 2 * l);
    v3.intoArray(storage, to + 3 * l);
  }

  /** Lays out bᵀ. */
  static void packTransposed(Block b, double[] storage) {
    for (int panel = 0; panel < count(b.rows()); panel++) {
      packTransposed(b, panel, storage);
    }
  }

  /** Lays out a panel of bᵀ, some of its rows at a time, so that what is written stays near. */
  static void packTransposed(Block b, int panel, double[] storage) {
    int vectors = Lanes.padded(b.rows()) / Lanes.COUNT;
    int v = firstVector(panel, vectors);
    int wide = Tiles.width(vectors - v) * Lanes.COUNT;
    int column = v * Lanes.COUNT;
    int there = Math.min(wide, b.rows() - column);
    int first = column * b.columns();
    double[] from = b.matrix().data;
    for (int begin = 0; begin < b.columns(); begin += TOGETHER) {
      int end = Math.min(begin + TOGETHER, b.columns());
      for (int j = 0; j < there; j++) {
        int start = b.start() + (column + j) * b.stride();
        for (int k = begin; k < end; k++) {
          storage[first + k * wide + j] = from[start + k];
        }
      }
      for (int k = begin; k < end; k++) {
        Arrays.fill(storage, first + k * wide + there, first + (k + 1) * wide, 0);
      }
    }
  }
}
