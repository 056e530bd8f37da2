package dev.rewind.layers.constraints;

import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Configured;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** A projection that is applied to a weight after each update. Immutable. */
public interface Constraint extends Configured<Constraint> {

  /** {@code keras.constraints}. */
  @Override
  default Optional<String> module() {
    return Optional.of("keras.constraints");
  }

  /**
   * Requires a shape that can be projected. Asked when a weight is made, before any training.
   *
   * @param who the weight's name, for the message
   * @param shape the weight's shape
   * @throws IllegalArgumentException if weights of this shape can not be projected; by default all
   *     can
   */
  default void checkShape(String who, TensorShape shape) {}

  /**
   * Projects a weight.
   *
   * @param shape the weight's shape; its rank counts: axis 0 of a bias {@code (9,)} goes along its
   *     elements, axis 0 of a kernel {@code (1, 9)} down its columns
   * @param weight a matrix of the shape {@link TensorShape#matrix()}. Modified.
   * @throws IllegalArgumentException if the weight does not have the axes that the constraint is
   *     for
   */
  void project(TensorShape shape, DMatrixRMaj weight);
}
