package dev.rewind.autograd;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * A value on a tape: something that went in, or the result of an op. Lives as long as its tape.
 *
 * <p>Made by {@link Tape#variable}, {@link Tape#constant}, {@link Tape#parameter} or {@link
 * Tape#record}; compared by identity.
 */
public final class Variable {
  private final Tape tape;
  private final int index;
  private final DMatrixRMaj value;
  private final Shape shape;
  private final boolean needsGradient;

  Variable(Tape tape, int index, DMatrixRMaj value, Shape shape, boolean needsGradient) {
    this.tape = tape;
    this.index = index;
    this.value = value;
    this.shape = shape;
    this.needsGradient = needsGradient;
  }

  /**
   * The tape that this variable is on.
   *
   * @return its tape
   */
  public Tape tape() {
    return tape;
  }

  /**
   * The shape.
   *
   * @return rows and columns
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The value.
   *
   * @return the tape's own matrix. Not to be modified; copy it to keep it after the tape is closed.
   * @throws IllegalStateException if the tape is closed
   */
  public DMatrixRMaj value() {
    tape.requireOpen();
    return value;
  }

  /**
   * The value of a single number.
   *
   * @return the only element
   * @throws IllegalArgumentException if the shape is not [1, 1]
   * @throws IllegalStateException if the tape is closed
   */
  public double scalar() {
    Checks.sameShape("scalar", shape, Shape.SCALAR);
    return value().get(0, 0);
  }

  /**
   * Whether gradients flow to or through this variable.
   *
   * @return false for constants and what was computed from constants only
   */
  public boolean needsGradient() {
    return needsGradient;
  }

  int index() {
    return index;
  }

  @Override
  public String toString() {
    return (needsGradient ? "Variable" : "Constant") + shape;
  }
}
