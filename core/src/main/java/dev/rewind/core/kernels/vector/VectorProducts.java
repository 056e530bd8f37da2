package dev.rewind.core.kernels.vector;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Packed;
import dev.rewind.core.kernels.PackedProducts;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import org.ejml.data.DMatrixRMaj;

/** Products of the rows of a sequence, by {@link Tiles} over {@link Panels}. */
interface VectorProducts extends PackedProducts {
  /** Rows that are copied at a time: as many as a row set has room for. */
  int GROUP = 8;

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
    for (int k = 0; k < rows.count() && !add; k++) {
      int from = rows.start(c, k) + cColumn;
      Arrays.fill(c.matrix().data, from, from + Lanes.padded(b.columns()), 0);
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
        Tiles.add(tile, width, left, rows.left(), 1, right, panel, b.rows(), sums, rows.right());
        k += tile;
      }
      panel += wide * b.rows();
      v += width;
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
        Tiles.add(tile, width, scratch.data, from, tile, scratch.data, panels, count, sums, to);
        i += tile;
      }
      panels += wide * count;
      v += width;
    }
  }

  /** Stores a in strips as high as a tile of c, each column after column of aᵀ. */
  private static void packColumns(
      TimeRows a, int column, int columns, RowSet rows, double[] storage) {
    int count = rows.count();
    int to = 0;
    for (int i = 0; i < columns; ) {
      int tile = Tiles.rows(columns - i);
      int end = to + count * tile;
      for (int k = 0; k < count; k += GROUP) {
        int group = Math.min(GROUP, count - k);
        rows.starts(a, column + i, k, group, rows.left());
        to = Panels.copyStrip(tile, a.matrix().data, rows.left(), group, storage, to, end);
      }
      i += tile;
    }
  }

  /** Stores b in panels. */
  private static void packPanels(
      TimeRows b, int column, int columns, RowSet rows, double[] storage, int first) {
    int count = rows.count();
    int vectors = Lanes.padded(columns) / Lanes.COUNT;
    int to = first;
    for (int v = 0; v < vectors; ) {
      int width = Tiles.width(vectors - v);
      int begin = v * Lanes.COUNT;
      int there = Math.min(width * Lanes.COUNT, columns - begin);
      for (int k = 0; k < count; k += GROUP) {
        int group = Math.min(GROUP, count - k);
        rows.starts(b, column + begin, k, group, rows.left());
        to = Panels.copyRows(there, width, b.matrix().data, rows.left(), group, storage, to);
      }
      v += width;
    }
  }

  @Override
  default void addRows(TimeRows x, TimeRows y, int width, RowSet rows) {
    for (int k = 0; k < rows.count(); k++) {
      add(x.matrix().data, rows.start(x, k), y.matrix().data, rows.start(y, k), width);
    }
  }

  @Override
  default void addSum(TimeRows x, DMatrixRMaj y, RowSet rows) {
    for (int k = 0; k < rows.count(); k++) {
      add(x.matrix().data, rows.start(x, k), y.data, 0, y.numCols);
    }
  }

  private static void add(double[] x, int from, double[] y, int to, int width) {
    int whole = Lanes.SPECIES.loopBound(width);
    for (int j = 0; j < whole; j += Lanes.COUNT) {
      DoubleVector sum = DoubleVector.fromArray(Lanes.SPECIES, y, to + j);
      sum.add(DoubleVector.fromArray(Lanes.SPECIES, x, from + j)).intoArray(y, to + j);
    }
    for (int j = whole; j < width; j++) {
      y[to + j] += x[from + j];
    }
  }
}
