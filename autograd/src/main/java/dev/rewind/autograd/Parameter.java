package dev.rewind.autograd;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;

/**
 * A trainable matrix, such as a layer's kernel. It outlives the tapes that it is used on.
 *
 * <p>The parameter owns its matrix. Only {@link #assign} and {@link #update} change it; both count
 * a version, by which a tape notices that a value it had kept is no longer the one that it computed
 * with. A parameter has no gradient: gradients are returned by {@link Tape#gradients}.
 *
 * <p>Parameters are compared by identity. Reading from several threads is safe while none writes.
 */
public final class Parameter {
  private final String name;
  private final DMatrixRMaj value;
  private final Shape shape;
  private long version;

  /**
   * A parameter with its initial value.
   *
   * @param name its name in messages and files, for example {@code "gru/recurrent_kernel"}
   * @param value the initial value; owned by the parameter from now on
   */
  public Parameter(String name, DMatrixRMaj value) {
    this.name = name;
    this.value = value;
    this.shape = Shape.of(value);
  }

  /**
   * The name.
   *
   * @return the name given at creation
   */
  public String name() {
    return name;
  }

  /**
   * The shape.
   *
   * @return rows and columns, which never change
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The present value.
   *
   * @return the parameter's own matrix, a live view. Not to be modified: use {@link #assign} or
   *     {@link #update}.
   */
  public DMatrixRMaj value() {
    return value;
  }

  /**
   * Replaces the value.
   *
   * @param newValue the new value, copied
   * @throws dev.rewind.core.ShapeMismatchException if its shape differs
   */
  public void assign(DMatrixRMaj newValue) {
    Checks.sameShape(name, Shape.of(newValue), shape);
    update(own -> own.setTo(newValue));
  }

  /**
   * Changes the value in place.
   *
   * @param change receives the parameter's own matrix and may modify its elements, not its shape
   * @throws ShapeMismatchException if it changes the shape, which is then restored; what it did to
   *     the elements in place is not undone
   */
  public void update(Consumer<DMatrixRMaj> change) {
    version++;
    double[] elements = value.data;
    Shape after;
    try {
      change.accept(value);
    } finally {
      after = Shape.of(value);
      if (!after.equals(shape)) {
        value.setData(elements);
        value.numRows = shape.rows();
        value.numCols = shape.columns();
      }
    }
    if (!after.equals(shape)) {
      throw new ShapeMismatchException(
          name
              + (": update changed the shape " + shape + " to " + after)
              + "; expected the same shape. Change the elements only.",
          after,
          shape);
    }
  }

  long version() {
    return version;
  }

  @Override
  public String toString() {
    return name + shape;
  }
}
