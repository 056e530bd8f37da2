package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * A matrix laid out as the right factor of many products, such as a recurrent kernel, which is the
 * same at all steps. In which order the elements are stored is the affair of the provider that laid
 * them out.
 *
 * @param storage the elements, {@link PackedProducts#packedSize} of them; not copied
 * @param rows height of the matrix
 * @param columns width of the matrix
 */
public record Packed(DMatrixRMaj storage, int rows, int columns) {}
