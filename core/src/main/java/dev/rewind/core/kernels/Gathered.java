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
  private final RowSet tile;

  /**
   * Room for rows.
   *
   * @param storage room of the size {@link PackedProducts#gatheredSize}; not copied
   * @param capacity how many rows there is room for
   * @param columns width of a row
   * @param tile has room for the starts of a tile of rows, which a product over the rows may use
   */
  public Gathered(DMatrixRMaj storage, int capacity, int columns, RowSet tile) {
    this.storage = storage;
    this.capacity = capacity;
    this.columns = columns;
    this.tile = tile;
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
   * What has room for the starts of a tile of rows.
   *
   * @return the set given at creation
   */
  public RowSet tile() {
    return tile;
  }
}
