package dev.rewind.core.kernels.vector;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Gathered;
import dev.rewind.core.kernels.Packed;
import dev.rewind.core.kernels.PackedProducts;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import dev.rewind.core.kernels.Workers;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import org.ejml.data.DMatrixRMaj;

/** Products of the rows of a sequence, by {@link Tiles} over {@link Panels}. */
interface VectorProducts extends PackedProducts {
  /** Rows that are copied at a time. */
  int GROUP = RowSet.TILE;

  /** Elements from which on threads share the laying out. */
  int LARGE = 100_000;

  /** The threads, as {@link dev.rewind.core.kernels.Kernels#workers} says. */
  Workers workers();

  @Override
  default int padded(int columns) {
    return Lanes.padded(columns);
  }

  @Override
  default Packed pack(Block b, DMatrixRMaj storage) {
    double[] to = storage.data;
    if (b.rows() * b.columns() < LARGE) {
      Panels.pack(b, to);
    } else {
      long work = (long) b.rows() * b.columns();
      workers().run(Panels.count(b.columns()), work, panel -> Panels.pack(b, panel, to));
    }
    return new Packed(storage, b.rows(), b.columns());
  }

  @Override
  default Packed packTransposed(Block b, DMatrixRMaj storage) {
    double[] to = storage.data;
    if (b.rows() * b.columns() < LARGE) {
      Panels.packTransposed(b, to);
    } else {
      long work = (long) b.rows() * b.columns();
      workers().run(Panels.count(b.rows()), work, panel -> Panels.packTransposed(b, panel, to));
    }
    return new Packed(storage, b.columns(), b.rows());
  }

  @Override
  default void multiply(
      TimeRows a, int aColumn, Packed b, TimeRows c, int cColumn, RowSet rows, boolean add) {
    if (rows.count() == 1) {
      multiplyRow(a, aColumn, b, c, cColumn, rows, add);
      return;
    }
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

  /** The same for one row, without ado. */
  private static void multiplyRow(
      TimeRows a, int aColumn, Packed b, TimeRows c, int cColumn, RowSet rows, boolean add) {
    double[] left = a.matrix().data;
    double[] right = b.storage().data;
    double[] sums = c.matrix().data;
    int from = rows.start(a, 0) + aColumn;
    int to = rows.start(c, 0) + cColumn;
    int columns = Lanes.padded(b.columns());
    int count = b.rows();
    if (!add) {
      Arrays.fill(sums, to, to + columns, 0);
    }
    for (int j = 0; j < columns; ) {
      int width = Tiles.width((columns - j) / Lanes.COUNT);
      Tiles.addRow(width, left, from, right, j * count, count, sums, to + j);
      j += width * Lanes.COUNT;
    }
  }

  /** As many vectors as the columns fill. */
  @Override
  default Shape gatheredSize(int rows, int parts, int columns) {
    return new Shape(1, parts * rows * Lanes.padded(columns));
  }

  /** Where a part begins in the storage: one stands behind the other. */
  private static int start(Gathered rows, int part) {
    return part * rows.capacity() * Lanes.padded(rows.columns());
  }

  /** In strips as high as a tile of c, each column after column of aᵀ. */
  @Override
  default void gatherLeft(TimeRows a, RowSet rows, Gathered left, int at) {
    for (int part = 0; part < left.parts(); part++) {
      gatherLeft(a, rows, left, part, at);
    }
  }

  private static void gatherLeft(TimeRows a, RowSet rows, Gathered left, int part, int at) {
    double[] storage = left.storage().data;
    int column = part * left.columns();
    int start = start(left, part);
    int count = rows.count();
    for (int i = 0; i < left.columns(); ) {
      int tile = Tiles.rows(left.columns() - i);
      int end = start + (i + tile) * left.capacity();
      int to = start + i * left.capacity() + at * tile;
      for (int k = 0; k < count; k += GROUP) {
        int group = Math.min(GROUP, count - k);
        rows.starts(a, column + i, k, group, rows.left());
        to = Panels.copyStrip(tile, a.matrix().data, rows.left(), group, storage, to, end);
      }
      i += tile;
    }
  }

  /** In panels. */
  @Override
  default void gatherRight(TimeRows b, RowSet rows, Gathered right, int at) {
    for (int part = 0; part < right.parts(); part++) {
      gatherRight(b, rows, right, part, at);
    }
  }

  private static void gatherRight(TimeRows b, RowSet rows, Gathered right, int part, int at) {
    double[] storage = right.storage().data;
    int count = rows.count();
    int vectors = Lanes.padded(right.columns()) / Lanes.COUNT;
    for (int v = 0; v < vectors; ) {
      int width = Tiles.width(vectors - v);
      int begin = v * Lanes.COUNT;
      int column = part * right.columns() + begin;
      int there = Math.min(width * Lanes.COUNT, right.columns() - begin);
      int to = start(right, part) + begin * right.capacity() + at * width * Lanes.COUNT;
      for (int k = 0; k < count; k += GROUP) {
        int group = Math.min(GROUP, count - k);
        rows.starts(b, column, k, group, rows.left());
        to = Panels.copyRows(there, width, b.matrix().data, rows.left(), group, storage, to);
      }
      v += width;
    }
  }

  @Override
  default void addTransposed(
      Gathered left,
      int leftPart,
      Gathered right,
      int rightPart,
      int count,
      DMatrixRMaj c,
      int column) {
    int first = start(left, leftPart);
    double[] sums = c.data;
    int[] from = left.tile().left();
    int[] to = left.tile().right();
    int vectors = Lanes.padded(right.columns()) / Lanes.COUNT;
    for (int v = 0; v < vectors; ) {
      int width = Tiles.width(vectors - v);
      int panel = start(right, rightPart) + v * Lanes.COUNT * right.capacity();
      for (int i = 0; i < left.columns(); ) {
        int tile = Tiles.rows(left.columns() - i);
        for (int r = 0; r < tile; r++) {
          from[r] = first + i * left.capacity() + r;
          to[r] = (i + r) * c.numCols + column + v * Lanes.COUNT;
        }
        Tiles.add(
            tile,
            width,
            left.storage().data,
            from,
            tile,
            right.storage().data,
            panel,
            count,
            sums,
            to);
        i += tile;
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
    for (int k = 0; k < rows.count(); k += GROUP) {
      int group = Math.min(GROUP, rows.count() - k);
      rows.starts(x, 0, k, group, rows.left());
      addSum(x.matrix().data, rows.left(), group, y);
    }
  }

  private static void addSum(double[] x, int[] from, int rows, DMatrixRMaj y) {
    int whole = Lanes.SPECIES.loopBound(y.numCols);
    for (int j = 0; j < whole; j += Lanes.COUNT) {
      DoubleVector sum = DoubleVector.fromArray(Lanes.SPECIES, y.data, j);
      for (int r = 0; r < rows; r++) {
        sum = sum.add(DoubleVector.fromArray(Lanes.SPECIES, x, from[r] + j));
      }
      sum.intoArray(y.data, j);
    }
    for (int j = whole; j < y.numCols; j++) {
      for (int r = 0; r < rows; r++) {
        y.data[j] += x[from[r] + j];
      }
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
