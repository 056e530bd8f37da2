package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.Block;
import org.ejml.data.DMatrixRMaj;

/**
 * Products of blocks, as they lie: whole vectors of columns by {@link Tiles}, the columns left over
 * number by number, in the same order of k.
 */
final class BlockTiles {
  /** From this size on the right factor is laid out in panels first. */
  private static final int LARGE = 1 << 14;

  private BlockTiles() {}

  /**
   * {@code c += a · b}, or with aᵀ.
   *
   * @param rowStep from an element of a to that of the next row of c
   * @param kStep from an element of a to that of the next k
   * @param count number of k
   */
  static void add(Block a, int rowStep, int kStep, Block b, Block c, int count) {
    int vectors = c.columns() / Lanes.COUNT;
    boolean packs = c.rows() > Tiles.ROWS && (long) count * c.columns() > LARGE;
    double[] right = b.matrix().data;
    if (packs) {
      right = new double[count * vectors * Lanes.COUNT];
      Panels.pack(b.columns(0, vectors * Lanes.COUNT), right);
    }
    int[] from = new int[Tiles.ROWS];
    int[] to = new int[Tiles.ROWS];
    int panel = 0;
    for (int v = 0; v < vectors; ) {
      int width = Tiles.width(vectors - v);
      int wide = width * Lanes.COUNT;
      int bFrom = packs ? panel : b.start() + v * Lanes.COUNT;
      int bStep = packs ? wide : b.stride();
      for (int i = 0; i < c.rows(); ) {
        int tile = Tiles.rows(c.rows() - i);
        for (int r = 0; r < tile; r++) {
          from[r] = a.start() + (i + r) * rowStep;
          to[r] = c.start() + (i + r) * c.stride() + v * Lanes.COUNT;
        }
        double[] sums = c.matrix().data;
        Tiles.add(
            tile,
            width,
            a.matrix().data,
            from,
            kStep,
            right,
            bFrom,
            bStep,
            count,
            sums,
            1,
            sums,
            to);
        i += tile;
      }
      panel += wide * count;
      v += width;
    }
    addRest(a, rowStep, kStep, b, c, count, vectors * Lanes.COUNT);
  }

  private static void addRest(
      Block a, int rowStep, int kStep, Block b, Block c, int count, int column) {
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    for (int i = 0; i < c.rows(); i++) {
      for (int j = column; j < c.columns(); j++) {
        int from = a.start() + i * rowStep;
        int with = b.start() + j;
        int to = c.start() + i * c.stride() + j;
        double sum = c.matrix().data[to];
        for (int k = 0; k < count; k++) {
          sum = Math.fma(left[from + k * kStep], right[with + k * b.stride()], sum);
        }
        c.matrix().data[to] = sum;
      }
    }
  }

  /** {@code c += a · bᵀ}. */
  static void addTransB(Block a, Block b, Block c) {
    if (b.columns() == 1 && b.stride() == 1) { // a column is the row that it would be turned into
      Block row = new Block(asRow(b.matrix()), 0, b.start(), 1, b.rows());
      add(a, a.stride(), 1, row, c, 1);
      return;
    }
    DMatrixRMaj turned = new DMatrixRMaj(b.columns(), b.rows());
    for (int i = 0; i < b.rows(); i++) {
      int from = b.start() + i * b.stride();
      for (int k = 0; k < b.columns(); k++) {
        turned.data[k * b.rows() + i] = b.matrix().data[from + k];
      }
    }
    add(a, a.stride(), 1, Block.of(turned), c, a.columns());
  }

  private static DMatrixRMaj asRow(DMatrixRMaj column) {
    return DMatrixRMaj.wrap(1, column.getNumElements(), column.data);
  }
}
