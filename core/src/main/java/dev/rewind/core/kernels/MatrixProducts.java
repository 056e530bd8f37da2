package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * Matrix products. The output must have the right shape already and must not be one of the factors.
 */
public interface MatrixProducts {

  /**
   * {@code c = a · b}.
   *
   * @param a left factor {@code [m, k]}. Not modified.
   * @param b right factor {@code [k, n]}. Not modified.
   * @param c product {@code [m, n]}. Modified.
   */
  void multiply(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);

  /**
   * {@code c = aᵀ · b}.
   *
   * @param a left factor {@code [k, m]}. Not modified.
   * @param b right factor {@code [k, n]}. Not modified.
   * @param c product {@code [m, n]}. Modified.
   */
  void multiplyTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);

  /**
   * {@code c = a · bᵀ}.
   *
   * @param a left factor {@code [m, k]}. Not modified.
   * @param b right factor {@code [n, k]}. Not modified.
   * @param c product {@code [m, n]}. Modified.
   */
  void multiplyTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);

  /**
   * {@code c += a · b}.
   *
   * @param a left factor {@code [m, k]}. Not modified.
   * @param b right factor {@code [k, n]}. Not modified.
   * @param c sum {@code [m, n]}. Modified.
   */
  void addMultiply(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);

  /**
   * {@code c += aᵀ · b}.
   *
   * @param a left factor {@code [k, m]}. Not modified.
   * @param b right factor {@code [k, n]}. Not modified.
   * @param c sum {@code [m, n]}. Modified.
   */
  void addMultiplyTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);

  /**
   * {@code c += a · bᵀ}.
   *
   * @param a left factor {@code [m, k]}. Not modified.
   * @param b right factor {@code [n, k]}. Not modified.
   * @param c sum {@code [m, n]}. Modified.
   */
  void addMultiplyTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);
}
