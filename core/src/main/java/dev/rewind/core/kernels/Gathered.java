package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * Rows of a sequence, gathered as one factor of a product over them. They are cut into parts of
 * equal width, such as gates, each of which is a factor by itself. In which order the elements are
 * stored is the affair of the provider that gathered them. Not thread-safe.
 *
 * @param storage room of the size {@link PackedProducts#gatheredSize}; not copied
 * @param capacity how many rows there is room for
 * @param parts how many parts a row has
 * @param columns width of a part
 * @param tile has room for the starts of a tile of rows, which a product over the rows may use
 */
public record Gathered(DMatrixRMaj storage, int capacity, int parts, int columns, RowSet tile) {}
