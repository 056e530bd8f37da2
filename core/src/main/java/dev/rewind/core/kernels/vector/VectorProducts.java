package dev.rewind.core.kernels.vector;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Packed;
import dev.rewind.core.kernels.PackedProducts;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import org.ejml.data.DMatrixRMaj;

/** Products of the rows of a sequence, by {@link Tiles} over {@link Panels}. */
interface VectorProducts extends PackedProducts {

  @Override
  default int padded(int columns) {
    return Lanes.padded(columns);
  }

  @Override
  default Packed pack(Block b, DMatrixRMaj storage) {
    Panels.pack(b, storage.data);
    return new Packed(storage, b.rows(), b.columns());
  }

  @Override
  default Packed packTransposed(Block b, DMatrixRMaj storage) {
    Panels.packTransposed(b, storage.data);
    return new Packed(storage, b.columns(), b.rows());
  }

  @Override
  default void multiply(
      TimeRows a, int aColumn, Packed b, TimeRows c, int cColumn, RowSet rows, boolean add) {
    if (!add) {
      clear(c, cColumn, Lanes.padded(b.columns()), rows);
    }
    double[] left = a.matrix().data;
    double[] right = b.storage().data;
    double[] sums = c.matrix().data;
    int vectors = Lanes.padded(b.columns()) / Lanes.COUNT;
    int panel = 0;
    for (int v = 0; v < vectors; ) {
      int width = Tiles.width(vectors - v);
      int wide = width * Lanes.COUNT;
      int column = cColumn + v * Lanes.COUNT;
      for (int k = 0; k < rows.count(); ) {
        int tile = Tiles.rows(rows.count() - k);
        rows.starts(a, aColumn, k, tile, rows.left());
        rows.starts(c, column, k, tile, rows.right());
        Tiles.add(
            tile, width, left, rows.left(), 1, right, panel, wide, b.rows(), sums, rows.right());
        k += tile;
      }
      panel += wide * b.rows();
      v += width;
    }
  }

  private static void clear(TimeRows c, int column, int columns, RowSet rows) {
    double[] sums = c.matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int from = rows.start(c, k) + column;
      for (int j = 0; j < columns; j++) {
        sums[from + j] = 0;
      }
    }
  }

  @Override
  default Shape transposedScratch(int rows, int aColumns, int bColumns) {
    return new Shape(1, rows * (aColumns + Lanes.padded(bColumns)));
  }

  @Override
  default void addTransposed(
      TimeRows a, int aColumn, TimeRows b, int bColumn, Block c, RowSet rows, DMatrixRMaj scratch) {
    int count = rows.count();
    int panels = count * c.rows();
    packColumns(a, aColumn, c.rows(), rows, scratch.data);
    packPanels(b, bColumn, c.columns(), rows, scratch.data, panels);
    double[] sums = c.matrix().data;
    int[] from = rows.left();
    int[] to = rows.right();
    int vectors = Lanes.padded(c.columns()) / Lanes.COUNT;
    for (int v = 0; v < vectors; ) {
      int width = Tiles.width(vectors - v);
      int wide = width * Lanes.COUNT;
      for (int i = 0; i < c.rows(); ) {
        int tile = Tiles.rows(c.rows() - i);
        for (int r = 0; r < tile; r++) {
          from[r] = i * count + r;
          to[r] = c.start() + (i + r) * c.stride() + v * Lanes.COUNT;
        }
        Tiles.add(
            tile, width, scratch.data, from, tile, scratch.data, panels, wide, count, sums, to);
        i += tile;
      }
      panels += wide * count;
      v += width;
    }
  }

  /** Stores a in strips as high as a tile of c, each column after column of aᵀ. */
  private static void packColumns(
      TimeRows a, int column, int columns, RowSet rows, double[] storage) {
    double[] left = a.matrix().data;
    int count = rows.count();
    for (int k = 0; k < count; k++) {
      int from = rows.start(a, k) + column;
      for (int i = 0; i < columns; ) {
        int tile = Tiles.rows(columns - i);
        int to = i * count + k * tile;
        for (int r = 0; r < tile; r++) {
          storage[to + r] = left[from + i + r];
        }
        i += tile;
      }
    }
  }

  /** Stores b in panels. */
  private static void packPanels(
      TimeRows b, int column, int columns, RowSet rows, double[] storage, int first) {
    double[] right = b.matrix().data;
    int count = rows.count();
    int padded = Lanes.padded(columns);
    int vectors = padded / Lanes.COUNT;
    for (int k = 0; k < count; k++) {
      int from = rows.start(b, k) + column;
      int panel = first;
      for (int v = 0; v < vectors; ) {
        int wide = Tiles.width(vectors - v) * Lanes.COUNT;
        int to = panel + k * wide;
        int begin = v * Lanes.COUNT;
        int there = Math.min(wide, columns - begin);
        for (int j = 0; j < there; j++) {
          storage[to + j] = right[from + begin + j];
        }
        for (int j = there; j < wide; j++) {
          storage[to + j] = 0;
        }
        panel += wide * count;
        v += wide / Lanes.COUNT;
      }
    }
  }
}
