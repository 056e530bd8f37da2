package dev.rewind.autograd.ops;

import dev.rewind.autograd.Variable;

/** All operations, one line each. Import statically and write {@code sigmoid(add(xz, hz))}. */
public final class Ops {
  private Ops() {}

  /**
   * {@code a · b}.
   *
   * @param a {@code [m, k]}
   * @param b {@code [k, n]}
   * @return {@code [m, n]}
   * @see MatMul
   */
  public static Variable matmul(Variable a, Variable b) {
    return a.tape().record(new MatMul(), a, b);
  }

  /**
   * {@code a + b}.
   *
   * @param a {@code [m, n]}
   * @param b the same shape, or one row, one column or one element
   * @return {@code [m, n]}
   * @see Add
   */
  public static Variable add(Variable a, Variable b) {
    return a.tape().record(new Add(), a, b);
  }

  /**
   * {@code a ⊙ b}.
   *
   * @param a {@code [m, n]}
   * @param b the same shape, or one row, one column or one element
   * @return {@code [m, n]}
   * @see Mul
   */
  public static Variable mul(Variable a, Variable b) {
    return a.tape().record(new Mul(), a, b);
  }

  /**
   * {@code tanh(x)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Tanh
   */
  public static Variable tanh(Variable x) {
    return x.tape().record(new Tanh(), x);
  }

  /**
   * Rows {@code from} to {@code to − 1}.
   *
   * @param x {@code [m, n]}
   * @param from first row, included
   * @param to last row, excluded
   * @return {@code [to − from, n]}
   * @see SliceRows
   */
  public static Variable sliceRows(Variable x, int from, int to) {
    return x.tape().record(new SliceRows(from, to), x);
  }
}
