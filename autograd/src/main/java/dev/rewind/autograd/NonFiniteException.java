package dev.rewind.autograd;

import java.util.List;

/**
 * A number that is not finite, NaN or infinite, has come up on a tape that {@linkplain
 * Tape#debugNumerics looks for such}. It is the first one, so what it names is where things went
 * wrong.
 *
 * <pre>
 * gru, step 5, gate z: exp gave Infinity at [3, 2] going forward; expected finite numbers. …
 * gru, step 0: the gradient of sqrt by its input 0 (output of sum) is NaN at [0, 0]; expected …
 * debugNumerics: parameter gru/kernel is NaN at [0, 1]; expected finite numbers. …
 * </pre>
 */
public final class NonFiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  /** Which way a computation goes. */
  public enum Direction {
    /** Values are computed, or put in. */
    FORWARD,
    /** Gradients are computed. */
    BACKWARD
  }

  /**
   * All that is known about the number but its words.
   *
   * @param op what gave it
   * @param place where in the model
   * @param direction values or gradients
   * @param row its row
   * @param column its column
   * @param value the number itself
   */
  record Where(
      String op, List<String> place, Direction direction, int row, int column, double value) {}

  private final transient Where where;

  NonFiniteException(String message, Where where) {
    super(message);
    this.where = where;
  }

  /**
   * What gave the number.
   *
   * @return the name of the op, or {@code "constant"}, {@code "variable"} or {@code "parameter"} if
   *     the number was put in
   */
  public String op() {
    return where.op();
  }

  /**
   * Where in the model that was.
   *
   * @return the names that were given by {@link Tape#within}, from the outermost to the innermost,
   *     for example {@code [gru, step 5, gate z]}; none outside of all
   */
  public List<String> place() {
    return where.place();
  }

  /**
   * Whether values or gradients were computed.
   *
   * @return the direction
   */
  public Direction direction() {
    return where.direction();
  }

  /**
   * The row of the number, which is the first one in the order of rows and then columns.
   *
   * @return the row in the op's result, in the value put in, or in the gradient, from 0. Of all
   *     steps of a sequence in one matrix, row {@code t·batch + b} is step t of sample b
   */
  public int row() {
    return where.row();
  }

  /**
   * The column of the number.
   *
   * @return the column, from 0
   */
  public int column() {
    return where.column();
  }

  /**
   * The number itself.
   *
   * @return NaN or an infinity
   */
  public double value() {
    return where.value();
  }
}
