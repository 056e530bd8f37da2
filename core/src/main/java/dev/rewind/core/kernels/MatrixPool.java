package dev.rewind.core.kernels;

import dev.rewind.core.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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

  /** The idle matrices of one size. */
  private static final class SameSize {
    private final int size;
    private final ArrayDeque<DMatrixRMaj> matrices = new ArrayDeque<>();
    private long lastUse;

    SameSize(int size) {
      this.size = size;
    }
  }

  /** In the order of their sizes, so that one is found without a boxed number. */
  private final List<SameSize> free = new ArrayList<>();

  private long uses;
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
    int size = shape.size();
    lent += size;
    mostLent = Math.max(mostLent, lent);
    DMatrixRMaj matrix = sameSize(size).matrices.pollLast();
    if (matrix == null) {
      made++;
      return new DMatrixRMaj(shape.rows(), shape.columns());
    }
    idle -= size;
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
   * The number of elements of all matrices that lie idle, waiting to be lent again.
   *
   * @return at least 0
   */
  public long idle() {
    return idle;
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
    sameSize(size).matrices.addLast(matrix);
    while (idle > MOST_IDLE * mostLent) {
      dropLeastRecentlyUsed();
    }
  }

  /** The idle matrices of a size, which is used now. */
  private SameSize sameSize(int size) {
    int from = 0;
    int to = free.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (free.get(middle).size < size) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    if (from == free.size() || free.get(from).size != size) {
      free.add(from, new SameSize(size));
    }
    SameSize found = free.get(from);
    found.lastUse = ++uses;
    return found;
  }

  private void dropLeastRecentlyUsed() {
    int oldest = 0;
    for (int i = 1; i < free.size(); i++) {
      if (free.get(i).lastUse < free.get(oldest).lastUse) {
        oldest = i;
      }
    }
    SameSize dropped = free.remove(oldest);
    idle -= (long) dropped.size * dropped.matrices.size();
  }
}
