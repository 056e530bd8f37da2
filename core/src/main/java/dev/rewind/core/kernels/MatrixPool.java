package dev.rewind.core.kernels;

import dev.rewind.core.Shape;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * Matrices that are used again instead of allocated. A training loop that sees the same shapes at
 * every step allocates only in the first one.
 *
 * <p>Whoever borrows a matrix owns it until it is given back. Not thread-safe: one pool belongs to
 * one model and one thread.
 */
public final class MatrixPool {
  private final Map<Integer, ArrayDeque<DMatrixRMaj>> free = new HashMap<>();

  /** An empty pool. */
  public MatrixPool() {}

  /**
   * Lends a matrix. Its content is arbitrary.
   *
   * @param shape the shape that it shall have
   * @return a matrix owned by the caller until it is given back
   */
  public DMatrixRMaj borrow(Shape shape) {
    ArrayDeque<DMatrixRMaj> sameSize = free.get(shape.size());
    DMatrixRMaj matrix = sameSize == null ? null : sameSize.pollLast();
    if (matrix == null) {
      return new DMatrixRMaj(shape.rows(), shape.columns());
    }
    matrix.numRows = shape.rows();
    matrix.numCols = shape.columns();
    return matrix;
  }

  /**
   * Lends a matrix of zeros.
   *
   * @param shape the shape that it shall have
   * @return a matrix owned by the caller until it is given back
   */
  public DMatrixRMaj borrowZeros(Shape shape) {
    DMatrixRMaj matrix = borrow(shape);
    matrix.zero();
    return matrix;
  }

  /**
   * Takes a matrix back. The caller must not use it any more.
   *
   * @param matrix a matrix that was borrowed here
   */
  public void giveBack(DMatrixRMaj matrix) {
    free.computeIfAbsent(matrix.getNumElements(), size -> new ArrayDeque<>()).addLast(matrix);
  }
}
