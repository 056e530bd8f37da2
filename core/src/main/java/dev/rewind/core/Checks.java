package dev.rewind.core;

import org.ejml.data.DMatrixRMaj;

/**
 * Argument checks in the one wording of the project: {@code <who>: <what, with the values>;
 * expected <…>. <How to fix it>.} Each method returns the checked value, so that it can stand in an
 * assignment.
 */
public final class Checks {
  private Checks() {}

  /**
   * Requires a condition.
   *
   * @param condition what must hold
   * @param who the layer, op or class that speaks
   * @param what what is wrong, with the values
   * @throws IllegalArgumentException if the condition is false
   */
  public static void require(boolean condition, String who, String what) {
    if (!condition) {
      throw new IllegalArgumentException(who + ": " + what);
    }
  }

  /**
   * Requires a whole number above zero.
   *
   * @param who the layer, op or class that speaks
   * @param name the argument
   * @param value its value
   * @return the value
   * @throws IllegalArgumentException if it is zero or negative
   */
  public static int positive(String who, String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          who + ": " + name + " must be positive, got " + value + ".");
    }
    return value;
  }

  /**
   * Requires that a whole number is not negative.
   *
   * @param who what is checked, at the beginning of the message
   * @param name the name of the number
   * @param value the number
   * @return the number
   * @throws IllegalArgumentException if it is negative
   */
  public static int notNegative(String who, String name, int value) {
    require(value >= 0, who, name + " must be at least 0, got " + value + ".");
    return value;
  }

  /**
   * Requires a finite number of at least zero.
   *
   * @param who the layer, op or class that speaks
   * @param name the argument
   * @param value its value
   * @return the value
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  public static double notNegative(String who, String name, double value) {
    require(
        value >= 0 && value < Double.POSITIVE_INFINITY,
        who,
        name + " must be finite and at least 0, got " + value + ".");
    return value;
  }

  /**
   * Requires a fraction in [0, 1).
   *
   * @param who the layer, op or class that speaks
   * @param name the argument
   * @param value its value
   * @return the value
   * @throws IllegalArgumentException if it lies outside [0, 1) or is NaN
   */
  public static double fraction(String who, String name, double value) {
    require(value >= 0 && value < 1, who, name + " must be in [0, 1), got " + value + ".");
    return value;
  }

  /**
   * Requires equal shapes.
   *
   * @param who the layer, op or class that speaks
   * @param actual the shape that was found
   * @param expected the shape that it must have
   * @return the actual shape
   * @throws ShapeMismatchException if they differ
   */
  public static Shape sameShape(String who, Shape actual, Shape expected) {
    if (!actual.equals(expected)) {
      throw new ShapeMismatchException(
          who + ": shape " + actual + " does not fit; expected " + expected + ".",
          actual,
          expected);
    }
    return actual;
  }

  /**
   * Requires finite numbers.
   *
   * @param who the layer, op or class that speaks
   * @param matrix the numbers; not modified
   * @return the matrix
   * @throws IllegalArgumentException naming the first element that is NaN or infinite
   */
  public static DMatrixRMaj finite(String who, DMatrixRMaj matrix) {
    for (int row = 0; row < matrix.numRows; row++) {
      for (int column = 0; column < matrix.numCols; column++) {
        double value = matrix.get(row, column);
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              who
                  + ": element ["
                  + row
                  + ", "
                  + column
                  + "] is "
                  + value
                  + "; expected finite numbers. Remove or impute it first.");
        }
      }
    }
    return matrix;
  }
}
