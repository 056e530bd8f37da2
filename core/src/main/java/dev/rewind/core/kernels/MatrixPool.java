package dev.rewind.core.kernels;

import dev.rewind.core.Shape;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * Matrices that are used again instead of allocated. A training loop that sees the same shapes at
 * every step allocates only in the first one.
 *
 * <p>What lies idle is bounded, so that batches of ever new lengths do not pile up: it is at most
 * four times the largest number of elements that were ever out at one time. Above that, all
 * matrices of the size that was least recently borrowed or given back are dropped. One step of
 * training leaves at most twice that number behind (each value, and at most one gradient for each),
 * so that steps of two batch sizes, such as full batches and a last shorter one, still find all
 * their matrices again.
 *
 * <p>Whoever borrows a matrix owns it until it is given back. Not thread-safe: one pool belongs to
 * one model and one thread.
 */
public final class MatrixPool {
  private static final int MOST_IDLE = 4;

  /** By number of elements, the least recently used first. */
  private final Map<Integer, ArrayDeque<DMatrixRMaj>> free = new LinkedHashMap<>(16, 0.75f, true);

  private long lent;
  private long mostLent;
  private long idle;
  private long made;

  /** An empty pool. */
  public MatrixPool() {}

  /**
   * Lends a matrix. Its content is arbitrary.
   *
   * @param shape the shape that it shall have
   * @return a matrix owned by the caller until it is given back
   */
  public DMatrixRMaj borrow(Shape shape) {
    lent += shape.size();
    mostLent = Math.max(mostLent, lent);
    ArrayDeque<DMatrixRMaj> sameSize = free.get(shape.size());
    DMatrixRMaj matrix = sameSize == null ? null : sameSize.pollLast();
    if (matrix == null) {
      made++;
      return new DMatrixRMaj(shape.rows(), shape.columns());
    }
    idle -= shape.size();
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
   * The number of matrices that were allocated because none of their size was there to lend. It
   * does not grow any more in a training loop that has seen all its shapes.
   *
   * @return at least 0
   */
  public long made() {
    return made;
  }

  /**
   * Takes a matrix back. The caller must not use it any more.
   *
   * @param matrix a matrix that was borrowed here
   */
  public void giveBack(DMatrixRMaj matrix) {
    int size = matrix.getNumElements();
    lent -= size;
    idle += size;
    free.computeIfAbsent(size, key -> new ArrayDeque<>()).addLast(matrix);
    var oldest = free.entrySet().iterator();
    while (idle > MOST_IDLE * mostLent) {
      var sameSize = oldest.next();
      idle -= (long) sameSize.getKey() * sameSize.getValue().size();
      oldest.remove();
    }
  }
}
