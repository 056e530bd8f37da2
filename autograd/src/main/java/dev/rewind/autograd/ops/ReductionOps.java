package dev.rewind.autograd.ops;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;

/**
 * Sums, means, largest elements and lengths, as part of the facade {@link Ops}, which inherits
 * them: write {@code Ops.mean(x)}. A name without ending goes over all elements; {@code …OverRows}
 * makes the rows one row, {@code …OverColumns} makes the columns one column.
 */
public abstract sealed class ReductionOps extends ActivationOps permits Ops {
  ReductionOps() {}

  /**
   * The sum of all elements.
   *
   * @param x {@code [m, n]}
   * @return {@code [1, 1]}
   * @see Sum
   */
  public static Variable sum(Variable x) {
    return x.tape().record(new Sum(Over.ALL), x);
  }

  /**
   * The sum of each column: the rows become one row.
   *
   * @param x {@code [m, n]}
   * @return {@code [1, n]}
   * @see Sum
   */
  public static Variable sumOverRows(Variable x) {
    return x.tape().record(new Sum(Over.ROWS), x);
  }

  /**
   * The sum of each row: the columns become one column.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, 1]}
   * @see Sum
   */
  public static Variable sumOverColumns(Variable x) {
    return x.tape().record(new Sum(Over.COLUMNS), x);
  }

  /**
   * The mean of all elements.
   *
   * @param x {@code [m, n]}
   * @return {@code [1, 1]}
   * @see Mean
   */
  public static Variable mean(Variable x) {
    return x.tape().record(new Mean(Over.ALL), x);
  }

  /**
   * The mean of each column: the rows become one row.
   *
   * @param x {@code [m, n]}
   * @return {@code [1, n]}
   * @see Mean
   */
  public static Variable meanOverRows(Variable x) {
    return x.tape().record(new Mean(Over.ROWS), x);
  }

  /**
   * The mean of each row: the columns become one column.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, 1]}
   * @see Mean
   */
  public static Variable meanOverColumns(Variable x) {
    return x.tape().record(new Mean(Over.COLUMNS), x);
  }

  /**
   * The largest element.
   *
   * @param x {@code [m, n]}
   * @return {@code [1, 1]}
   * @see Max
   */
  public static Variable max(Variable x) {
    return x.tape().record(new Max(Over.ALL), x);
  }

  /**
   * The largest element of each column: the rows become one row.
   *
   * @param x {@code [m, n]}
   * @return {@code [1, n]}
   * @see Max
   */
  public static Variable maxOverRows(Variable x) {
    return x.tape().record(new Max(Over.ROWS), x);
  }

  /**
   * The largest element of each row: the columns become one column.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, 1]}
   * @see Max
   */
  public static Variable maxOverColumns(Variable x) {
    return x.tape().record(new Max(Over.COLUMNS), x);
  }

  /**
   * {@code Σ |x|} over all elements.
   *
   * @param x {@code [m, n]}
   * @return {@code [1, 1]}
   * @see Abs
   * @see Sum
   */
  public static Variable l1Norm(Variable x) {
    return sum(x.tape().record(new Abs(), x));
  }

  /**
   * {@code √Σ x²} over all elements.
   *
   * @param x {@code [m, n]}
   * @return {@code [1, 1]}
   * @see L2Norm
   */
  public static Variable l2Norm(Variable x) {
    return x.tape().record(new L2Norm(Over.ALL), x);
  }

  /**
   * The Euclidean length of each column: the rows become one row.
   *
   * @param x {@code [m, n]}
   * @return {@code [1, n]}
   * @see L2Norm
   */
  public static Variable l2NormOverRows(Variable x) {
    return x.tape().record(new L2Norm(Over.ROWS), x);
  }

  /**
   * The Euclidean length of each row: the columns become one column.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, 1]}
   * @see L2Norm
   */
  public static Variable l2NormOverColumns(Variable x) {
    return x.tape().record(new L2Norm(Over.COLUMNS), x);
  }

  /**
   * Each row divided by its Euclidean length, so that the product of two rows is their cosine:
   * {@code x / max(length, epsilon)}.
   *
   * @param x {@code [m, n]}
   * @param epsilon the least divisor, positive, so that a row of zeros stays one; Keras takes 1e-7
   * @return {@code [m, n]}
   * @see L2Norm
   */
  public static Variable l2NormalizeRows(Variable x, double epsilon) {
    Checks.require(
        epsilon > 0, "l2NormalizeRows", "epsilon must be positive, got " + epsilon + ".");
    Variable length = l2NormOverColumns(x);
    Variable least = x.tape().constant(epsilon);
    Variable divisor = x.tape().record(new Maximum(), length, least);
    return x.tape().record(new Div(), x, divisor);
  }
}
