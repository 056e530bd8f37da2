package dev.rewind.autograd.check;

import dev.rewind.autograd.Parameter;
import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;

/** One matrix to check: it is moved along directions and put back bit for bit. */
final class Target {
  private final String name;
  private final DMatrixRMaj origin;
  private final Consumer<Consumer<DMatrixRMaj>> change;
  private DMatrixRMaj gradient = new DMatrixRMaj(0, 0);

  private Target(String name, DMatrixRMaj value, Consumer<Consumer<DMatrixRMaj>> change) {
    this.name = name;
    this.origin = value.copy();
    this.change = change;
  }

  static Target of(int index, DMatrixRMaj input) {
    return new Target("input " + index, input, action -> action.accept(input));
  }

  static Target of(Parameter parameter) {
    return new Target(parameter.name(), parameter.value(), parameter::update);
  }

  String name() {
    return name;
  }

  /** The values at which the gradient is checked. */
  DMatrixRMaj origin() {
    return origin;
  }

  /** The analytic gradient at the origin. */
  DMatrixRMaj gradient() {
    return gradient;
  }

  void setGradient(DMatrixRMaj newGradient) {
    gradient = newGradient.copy();
  }

  /** Goes to {@code origin + distance · direction}. */
  void move(double distance, double[] direction) {
    change.accept(
        value -> {
          for (int i = 0; i < direction.length; i++) {
            value.data[i] = origin.data[i] + distance * direction[i];
          }
        });
  }

  void restore() {
    change.accept(
        value -> System.arraycopy(origin.data, 0, value.data, 0, origin.getNumElements()));
  }
}
