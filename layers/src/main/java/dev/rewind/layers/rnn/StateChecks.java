package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import java.util.List;

/** Whether states are as many, and of such shapes, as a cell wants. */
final class StateChecks {
  private StateChecks() {}

  /**
   * Requires all states of a cell.
   *
   * @param who whose states, for the message
   * @param what what they are called, for example {@code "initial state"}
   * @param sizes the number of columns of each
   * @param batch number of samples
   * @param states what was given
   */
  static void require(
      String who, String what, List<Integer> sizes, int batch, List<Variable> states) {
    requireNumber(who, what, sizes, states.size());
    for (int i = 0; i < sizes.size(); i++) {
      requireShape(
          who, what + " " + i, states.get(i).shape(), new Shape(batch, sizes.get(i)), "units");
    }
  }

  static void requireNumber(String who, String what, List<Integer> sizes, int got) {
    Checks.require(
        got == sizes.size(), who, "got " + got + " " + what + "s; expected " + sizes.size() + ".");
  }

  static void requireShape(String who, String what, Shape actual, Shape expected, String columns) {
    if (!actual.equals(expected)) {
      throw new ShapeMismatchException(
          who
              + (": " + what + " has shape " + actual)
              + ("; expected " + expected + " (batch, " + columns + ")."),
          actual,
          expected);
    }
  }
}
