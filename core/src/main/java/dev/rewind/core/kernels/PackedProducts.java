package dev.rewind.core.kernels;

import dev.rewind.core.Shape;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Products of some rows of a sequence with a matrix that was laid out for them, and products over
 * the rows of a sequence: what a recurrent layer consists of, besides its gates.
 *
 * <p>A provider may compute in vectors of several columns. So a product needs room for {@link
 * #padded} columns, and may write anything to those that are too many.
 *
 * <p>Each element of a product is one sum in the order of k that begins with what is there already,
 * so it does not matter into how many calls a sum over time is cut.
 */
public interface PackedProducts {
  /** The most columns that a provider computes at a time, on any machine. */
  int WIDEST = 8;

  /**
   * How many columns a product writes.
   *
   * @param columns how many it has
   * @return at least as many
   */
  default int padded(int columns) {
    return columns;
  }

  /**
   * The room that a packed matrix takes.
   *
   * @param rows height of the matrix
   * @param columns width of the matrix
   * @return the shape of its storage
   */
  default Shape packedSize(int rows, int columns) {
    return new Shape(rows, padded(columns));
  }

  /**
   * Lays out a matrix.
   *
   * @param b the matrix {@code [k, n]}. Not modified.
   * @param storage its storage. Modified.
   * @return the right factor b
   */
  default Packed pack(Block b, DMatrixRMaj storage) {
    for (int k = 0; k < b.rows(); k++) {
      int from = b.start() + k * b.stride();
      System.arraycopy(b.matrix().data, from, storage.data, k * b.columns(), b.columns());
    }
    return new Packed(storage, b.rows(), b.columns());
  }

  /**
   * Lays out the transpose of a matrix.
   *
   * @param b the matrix {@code [n, k]}. Not modified.
   * @param storage its storage. Modified.
   * @return the right factor bᵀ
   */
  default Packed packTransposed(Block b, DMatrixRMaj storage) {
    for (int n = 0; n < b.rows(); n++) {
      int from = b.start() + n * b.stride();
      for (int k = 0; k < b.columns(); k++) {
        storage.data[k * b.rows() + n] = b.matrix().data[from + k];
      }
    }
    return new Packed(storage, b.columns(), b.rows());
  }

  /**
   * {@code c[i] = a[i] · b}, or {@code c[i] += a[i] · b}, for some rows i.
   *
   * @param a the left factors, from a column on. Not modified.
   * @param aColumn first column of a, which has {@code b.rows()} from there
   * @param b the right factor
   * @param c the products, from a column on. Modified.
   * @param cColumn first column of c, which has room for {@link #padded padded(b.columns())}
   * @param rows the rows i
   * @param add whether to add to what is there
   */
  default void multiply(
      TimeRows a, int aColumn, Packed b, TimeRows c, int cColumn, RowSet rows, boolean add) {
    for (int i = 0; i < rows.count(); i++) {
      int to = rows.start(c, i) + cColumn;
      if (!add) {
        Arrays.fill(c.matrix().data, to, to + b.columns(), 0);
      }
      PackedLoops.addRow(
          a.matrix().data,
          rows.start(a, i) + aColumn,
          b.storage().data,
          b.rows(),
          b.columns(),
          c.matrix().data,
          to);
    }
  }

  /**
   * The room that gathered rows take.
   *
   * @param rows how many there are at most
   * @param parts how many parts a row has
   * @param columns width of a part
   * @return the shape of its storage
   */
  default Shape gatheredSize(int rows, int parts, int columns) {
    return new Shape(rows, parts * columns);
  }

  /**
   * Gathers some rows as left factor of {@link #addTransposed}.
   *
   * @param a where the rows are. Not modified.
   * @param rows which rows
   * @param left where they are gathered. Modified.
   * @param at how many rows have been gathered there before
   */
  default void gatherLeft(TimeRows a, RowSet rows, Gathered left, int at) {
    PackedLoops.gather(a, rows, left, at);
  }

  /**
   * Gathers some rows as right factor of {@link #addTransposed}.
   *
   * @param b where the rows are. Not modified.
   * @param rows which rows
   * @param right where they are gathered. Modified.
   * @param at how many rows have been gathered there before
   */
  default void gatherRight(TimeRows b, RowSet rows, Gathered right, int at) {
    PackedLoops.gather(b, rows, right, at);
  }

  /**
   * {@code c += Σ a[k]ᵀ · b[k]} over gathered rows k, in their order: the gradient of a kernel.
   *
   * @param left what the kernel was multiplied by
   * @param leftPart which part of it
   * @param right gradients of the products
   * @param rightPart which part of them
   * @param count how many rows were gathered
   * @param c the sum, from a column on, with room for {@link #padded} columns. Modified.
   * @param column its first column
   */
  default void addTransposed(
      Gathered left,
      int leftPart,
      Gathered right,
      int rightPart,
      int count,
      DMatrixRMaj c,
      int column) {
    PackedLoops.addTransposed(left, leftPart, right, rightPart, count, c, column);
  }

  /**
   * {@code y[i] = x[i] ⊙ m}, or {@code y[i] += x[i] ⊙ m}, for some rows i: dropout.
   *
   * @param x the factors, from column 0 on. Not modified.
   * @param mask {@code [samples, width]} or one row for all
   * @param y the products, from a column on. Modified.
   * @param yColumn first column of y
   * @param rows the rows i
   * @param add whether to add to what is there
   */
  default void drop(
      TimeRows x, DMatrixRMaj mask, TimeRows y, int yColumn, RowSet rows, boolean add) {
    int width = mask.numCols;
    for (int k = 0; k < rows.count(); k++) {
      int from = rows.start(x, k);
      int to = rows.start(y, k) + yColumn;
      int factors = mask.numRows == 1 ? 0 : rows.sample(k) * width;
      for (int j = 0; j < width; j++) {
        double product = x.matrix().data[from + j] * mask.data[factors + j];
        y.matrix().data[to + j] = add ? y.matrix().data[to + j] + product : product;
      }
    }
  }

  /**
   * {@code y[i] += x[i]} for some rows i.
   *
   * @param x the addends. Not modified.
   * @param y the sums. Modified.
   * @param width how many columns, from 0 on
   * @param rows the rows i
   */
  default void addRows(TimeRows x, TimeRows y, int width, RowSet rows) {
    for (int k = 0; k < rows.count(); k++) {
      int from = rows.start(x, k);
      int to = rows.start(y, k);
      for (int j = 0; j < width; j++) {
        y.matrix().data[to + j] += x.matrix().data[from + j];
      }
    }
  }

  /**
   * {@code y[i] = x[i]} for some rows i.
   *
   * @param x source. Not modified.
   * @param y target. Modified.
   * @param width how many columns, from 0 on
   * @param rows the rows i
   */
  default void copyRows(TimeRows x, TimeRows y, int width, RowSet rows) {
    for (int k = 0; k < rows.count(); k++) {
      int from = rows.start(x, k);
      System.arraycopy(x.matrix().data, from, y.matrix().data, rows.start(y, k), width);
    }
  }

  /**
   * {@code y[0] += Σ x[i]} over some rows i, in their order: the gradient of a bias.
   *
   * @param x the rows. Not modified.
   * @param y {@code [1, width]}. Modified.
   * @param rows the rows i
   */
  default void addSum(TimeRows x, DMatrixRMaj y, RowSet rows) {
    for (int k = 0; k < rows.count(); k++) {
      int from = rows.start(x, k);
      for (int j = 0; j < y.numCols; j++) {
        y.data[j] += x.matrix().data[from + j];
      }
    }
  }
}
