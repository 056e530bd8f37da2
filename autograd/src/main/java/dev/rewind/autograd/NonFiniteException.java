package dev.rewind.autograd;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;

/**
 * A number that is not finite, NaN or infinite, has come up on a tape that {@linkplain
 * Tape#debugNumerics looks for such}. It is the first one, so what it names is where things went
 * wrong.
 *
 * <pre>
 * gru, step 5, gate z: exp gave Infinity at [3, 2] going forward; expected finite numbers. …
 * dense: matmul gave Infinity at [5, 0] (step 2 of sample 1) going forward; expected …
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
   * @param timestep the time step, or {@link #UNKNOWN}
   * @param sample the sample, or {@link #UNKNOWN}
   */
  record Where(
      String op,
      List<String> place,
      Direction direction,
      int row,
      int column,
      double value,
      int timestep,
      int sample)
      implements Serializable {

    Where(
        String op,
        List<String> place,
        Direction direction,
        int row,
        int column,
        double value,
        OptionalInt timestep,
        OptionalInt sample) {
      this(
          op,
          place,
          direction,
          row,
          column,
          value,
          timestep.orElse(UNKNOWN),
          sample.orElse(UNKNOWN));
    }
  }

  /** An {@link OptionalInt} could not be serialised. */
  private static final int UNKNOWN = -1;

  private final Where where;

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
   * @return the names that were given by {@link Tape#within(String, java.util.function.Supplier)
   *     Tape.within}, from the outermost to the innermost, for example {@code [gru, step 5, gate z,
   *     input]}; none outside of all
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
   * @return the row in the op's result, in the value put in, or in the gradient, from 0; see {@link
   *     #timestep} and {@link #sample}
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
   * The time step of the number, from 0: of a recurrent layer the one in which it was computed, of
   * anything else that gets a sequence the one whose row it is.
   *
   * @return the step, as it is counted in the sequence that goes into the layer or the loss;
   *     nothing where there is no time, or where it is not certain, such as in a weight
   */
  public OptionalInt timestep() {
    return optional(where.timestep());
  }

  /**
   * The sample of the number, from 0, where there is a {@link #timestep} too.
   *
   * @return the sample's place in its batch; nothing where it is not certain, such as in a weight
   */
  public OptionalInt sample() {
    return optional(where.sample());
  }

  private static OptionalInt optional(int number) {
    return number == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(number);
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
