package dev.rewind.core.kernels;

/**
 * Matrix products of blocks, such as a time step of a long sequence by the columns of some gates,
 * without copying. The product must not overlap the factors.
 */
public interface BlockProducts {

  /**
   * {@code c = a · b}.
   *
   * @param a left factor {@code [m, k]}. Not modified.
   * @param b right factor {@code [k, n]}. Not modified.
   * @param c product {@code [m, n]}. Modified.
   */
  void multiply(Block a, Block b, Block c);

  /**
   * {@code c = a · bᵀ}.
   *
   * @param a left factor {@code [m, k]}. Not modified.
   * @param b right factor {@code [n, k]}. Not modified.
   * @param c product {@code [m, n]}. Modified.
   */
  void multiplyTransB(Block a, Block b, Block c);

  /**
   * {@code c += a · b}.
   *
   * @param a left factor {@code [m, k]}. Not modified.
   * @param b right factor {@code [k, n]}. Not modified.
   * @param c sum {@code [m, n]}. Modified.
   */
  void addMultiply(Block a, Block b, Block c);

  /**
   * {@code c += aᵀ · b}.
   *
   * @param a left factor {@code [k, m]}. Not modified.
   * @param b right factor {@code [k, n]}. Not modified.
   * @param c sum {@code [m, n]}. Modified.
   */
  void addMultiplyTransA(Block a, Block b, Block c);

  /**
   * {@code c += a · bᵀ}.
   *
   * @param a left factor {@code [m, k]}. Not modified.
   * @param b right factor {@code [n, k]}. Not modified.
   * @param c sum {@code [m, n]}. Modified.
   */
  void addMultiplyTransB(Block a, Block b, Block c);

  /**
   * {@code y += x}.
   *
   * @param x the addend. Not modified.
   * @param y the sum, of the same size. Modified.
   */
  default void add(Block x, Block y) {
    for (int row = 0; row < y.rows(); row++) {
      int from = x.start() + row * x.stride();
      int to = y.start() + row * y.stride();
      for (int j = 0; j < y.columns(); j++) {
        y.matrix().data[to + j] += x.matrix().data[from + j];
      }
    }
  }
}
