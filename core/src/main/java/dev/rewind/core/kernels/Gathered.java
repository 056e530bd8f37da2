package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * Rows of a sequence, gathered as one factor of a product over them. In which order the elements
 * are stored is the affair of the provider that gathered them. Not thread-safe.
 */
public final class Gathered {
  private final DMatrixRMaj storage;
  private final int capacity;
  private final int columns;
  private final RowSet tile = new RowSet(0);

  /**
   * Room for rows.
   *
   * @param storage room of the size {@link PackedProducts#gatheredSize}; not copied
   * @param capacity how many rows there is room for
   * @param columns width of a row
   */
  public Gathered(DMatrixRMaj storage, int capacity, int columns) {
    this.storage = storage;
    this.capacity = capacity;
    this.columns = columns;
  }

  /**
   * The elements.
   *
   * @return the provider's own order of them
   */
  public DMatrixRMaj storage() {
    return storage;
  }

  /**
   * How many rows there is room for.
   *
   * @return positive
   */
  public int capacity() {
    return capacity;
  }

  /**
   * Width of a row.
   *
   * @return positive
   */
  public int columns() {
    return columns;
  }

  /**
   * Room for the starts of a tile of rows, for kernels that compute a few at a time.
   *
   * @return the same at each call
   */
  public RowSet tile() {
    return tile;
  }
}
