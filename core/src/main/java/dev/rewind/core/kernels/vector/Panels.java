package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.Block;

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
  private Panels() {}

  /** The number of elements in storage. */
  static int size(int rows, int columns) {
    return rows * Lanes.padded(columns);
  }

  /** Lays out b. */
  static void pack(Block b, double[] storage) {
    int vectors = Lanes.padded(b.columns()) / Lanes.COUNT;
    int to = 0;
    for (int v = 0; v < vectors; ) {
      int width = Tiles.width(vectors - v);
      int column = v * Lanes.COUNT;
      int there = Math.min(width * Lanes.COUNT, b.columns() - column);
      for (int k = 0; k < b.rows(); k++) {
        int from = b.start() + k * b.stride() + column;
        to = row(b.matrix().data, from, there, storage, to, width * Lanes.COUNT);
      }
      v += width;
    }
  }

  /** Copies some elements and fills up with zeros; gives where the next row goes. */
  private static int row(double[] b, int from, int there, double[] storage, int to, int wide) {
    for (int j = 0; j < there; j++) {
      storage[to + j] = b[from + j];
    }
    for (int j = there; j < wide; j++) {
      storage[to + j] = 0;
    }
    return to + wide;
  }

  /** Lays out bᵀ. */
  static void packTransposed(Block b, double[] storage) {
    double[] from = b.matrix().data;
    int vectors = Lanes.padded(b.rows()) / Lanes.COUNT;
    int to = 0;
    for (int v = 0; v < vectors; ) {
      int width = Tiles.width(vectors - v);
      int wide = width * Lanes.COUNT;
      int column = v * Lanes.COUNT;
      for (int j = 0; j < wide; j++) {
        int start = b.start() + (column + j) * b.stride();
        boolean there = column + j < b.rows();
        for (int k = 0; k < b.columns(); k++) {
          storage[to + k * wide + j] = there ? from[start + k] : 0;
        }
      }
      to += wide * b.columns();
      v += width;
    }
  }
}
