package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.Block;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Products of blocks: whole vectors of columns by {@link Tiles}, the columns left over number by
 * number, in the same order of k.
 *
 * <p>The right factor is laid out a panel at a time, in an array that is kept for the next panel
 * and the next product; who finds it lent makes a new one.
 */
final class BlockTiles {
  private static final double[] NONE = {};

  private final AtomicReference<double[]> kept = new AtomicReference<>(NONE);

  /**
   * {@code c += a · b}, or with aᵀ or bᵀ.
   *
   * @param a the left factor
   * @param transA whether it is transposed
   * @param b the right factor
   * @param transB whether it is transposed
   * @param c the sum; must not overlap the factors
   */
  void add(Block a, boolean transA, Block b, boolean transB, Block c) {
    int rowStep = transA ? 1 : a.stride();
    int kStep = transA ? a.stride() : 1;
    int count = transA ? a.rows() : a.columns();
    int vectors = c.columns() / Lanes.COUNT;
    int wide = vectors * Lanes.COUNT;
    if (wide > 0) {
      double[] panel = lend(count * Tiles.width(vectors) * Lanes.COUNT);
      addTiles(a, rowStep, kStep, b, transB, panel, c, count, vectors);
      kept.set(panel);
    }
    addRest(a, rowStep, kStep, b, transB, c, count, wide);
  }

  private double[] lend(int size) {
    double[] array = kept.getAndSet(NONE);
    return array.length >= size ? array : new double[size];
  }

  private static void addTiles(
      Block a,
      int rowStep,
      int kStep,
      Block b,
      boolean transB,
      double[] panel,
      Block c,
      int count,
      int vectors) {
    int[] from = new int[Tiles.ROWS];
    int[] to = new int[Tiles.ROWS];
    double[] sums = c.matrix().data;
    for (int v = 0; v < vectors; ) {
      int width = Tiles.width(vectors - v);
      int column = v * Lanes.COUNT;
      pack(b, transB, column, column + width * Lanes.COUNT, panel);
      for (int i = 0; i < c.rows(); ) {
        int tile = Tiles.rows(c.rows() - i);
        for (int r = 0; r < tile; r++) {
          from[r] = a.start() + (i + r) * rowStep;
          to[r] = c.start() + (i + r) * c.stride() + column;
        }
        Tiles.add(tile, width, a.matrix().data, from, kStep, panel, 0, count, sums, to);
        i += tile;
      }
      v += width;
    }
  }

  /** Lays out some columns of the right factor: as many as one panel has. */
  private static void pack(Block b, boolean transB, int column, int end, double[] panel) {
    if (transB) {
      Panels.packTransposed(b.rows(column, end), panel);
    } else {
      Panels.pack(b.columns(column, end), panel);
    }
  }

  private static void addRest(
      Block a, int rowStep, int kStep, Block b, boolean transB, Block c, int count, int column) {
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    int columnStep = transB ? b.stride() : 1;
    int bStep = transB ? 1 : b.stride();
    for (int i = 0; i < c.rows(); i++) {
      for (int j = column; j < c.columns(); j++) {
        int from = a.start() + i * rowStep;
        int with = b.start() + j * columnStep;
        int to = c.start() + i * c.stride() + j;
        double sum = c.matrix().data[to];
        for (int k = 0; k < count; k++) {
          sum = Math.fma(left[from + k * kStep], right[with + k * bStep], sum);
        }
        c.matrix().data[to] = sum;
      }
    }
  }
}
