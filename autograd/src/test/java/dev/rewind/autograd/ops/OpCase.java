package dev.rewind.autograd.ops;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/**
 * One call of the facade, at a point where it has a derivative.
 *
 * @param call the call as a user writes it, such as {@code clip(x, -1, 1)}
 * @param function what it does
 * @param inputs the point
 */
record OpCase(String call, GradientCheck.Function function, List<DMatrixRMaj> inputs) {

  /** The facade's method that is called. */
  String method() {
    return call.substring(0, call.indexOf('('));
  }

  /** The number of arguments in the call. */
  int arguments() {
    return call.split(",", -1).length;
  }

  DMatrixRMaj[] point() {
    return inputs.stream().map(DMatrixRMaj::copy).toArray(DMatrixRMaj[]::new);
  }

  /** A function that joins the results of another one, so that all of them count. */
  static Variable joined(List<Variable> parts) {
    return Ops.concatRows(
        Stream.iterate(0, i -> i < parts.size(), i -> i + 1)
            .map(i -> Ops.scale(parts.get(i), i + 1))
            .toArray(Variable[]::new));
  }

  @Override
  public String toString() {
    return call;
  }
}
