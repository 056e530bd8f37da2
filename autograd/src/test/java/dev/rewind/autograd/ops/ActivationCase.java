package dev.rewind.autograd.ops;

import dev.rewind.autograd.Variable;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * An activation function with what is known about it from elsewhere.
 *
 * @param call the call as a user writes it
 * @param function the call
 * @param formula the value by another formula, good for moderate arguments
 * @param atZero value and slope at 0
 * @param left value and slope far left
 * @param right value and slope far right
 */
record ActivationCase(
    String call,
    UnaryOperator<Variable> function,
    DoubleUnaryOperator formula,
    Line atZero,
    Line left,
    Line right) {

  /** Value and slope, as functions of the argument. */
  record Line(DoubleUnaryOperator value, DoubleUnaryOperator slope) {}

  static ActivationCase activation(
      String call, UnaryOperator<Variable> function, DoubleUnaryOperator formula) {
    return new ActivationCase(
        call, function, formula, constant(0), constant(0), new Line(x -> x, x -> 1));
  }

  static Line constant(double value) {
    return new Line(x -> value, x -> 0);
  }

  ActivationCase zero(double value, double slope) {
    return new ActivationCase(
        call, function, formula, new Line(x -> value, x -> slope), left, right);
  }

  ActivationCase left(double value) {
    return left(x -> value, x -> 0);
  }

  ActivationCase left(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    return new ActivationCase(call, function, formula, atZero, new Line(value, slope), right);
  }

  ActivationCase right(double value) {
    return right(x -> value, x -> 0);
  }

  ActivationCase right(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    return new ActivationCase(call, function, formula, atZero, left, new Line(value, slope));
  }

  String method() {
    return call.substring(0, call.indexOf('('));
  }

  @Override
  public String toString() {
    return call;
  }
}
