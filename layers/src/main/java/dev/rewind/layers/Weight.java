package dev.rewind.layers;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.regularizers.Regularizer;
import java.util.Optional;

/**
 * A parameter of a layer with the rules that hold for it.
 *
 * @param parameter the matrix
 * @param shape the shape that Keras gives the weight; its rank tells a bias {@code (9,)} from a
 *     kernel {@code (1, 9)}, which initializers and constraints treat differently
 * @param regularizer the penalty that is added to the loss, if any
 * @param constraint what the matrix is projected to after each update, if anything
 * @param trainable whether training changes it; if not, it is a constant on every tape
 */
public record Weight(
    Parameter parameter,
    TensorShape shape,
    Optional<Regularizer> regularizer,
    Optional<Constraint> constraint,
    boolean trainable) {

  /**
   * Checks that the shape is that of the parameter, and that the rules can hold for it.
   *
   * @param parameter the matrix
   * @param shape the shape that Keras gives the weight
   * @param regularizer the penalty that is added to the loss, if any
   * @param constraint what the matrix is projected to after each update, if anything
   * @param trainable whether training changes it
   * @throws dev.rewind.core.ShapeMismatchException if the parameter does not hold such a shape
   * @throws IllegalArgumentException if regularizer or constraint are not for such a shape
   */
  public Weight {
    Checks.sameShape(parameter.name(), parameter.shape(), shape.matrix());
    regularizer.ifPresent(rule -> rule.checkShape(parameter.name(), shape));
    constraint.ifPresent(rule -> rule.checkShape(parameter.name(), shape));
  }

  /**
   * A trainable weight with neither regularizer nor constraint.
   *
   * @param name its name, for example {@code "dense/kernel"}
   * @param shape the shape that Keras gives it, such as {@code (features, units)} or {@code
   *     (units,)}
   * @param initializer gives the initial value
   * @param random what the initializer draws from
   * @return a new weight
   */
  public static Weight of(
      String name, TensorShape shape, Initializer initializer, RandomSource random) {
    Parameter parameter = new Parameter(name, initializer.create(shape, random));
    return new Weight(parameter, shape, Optional.empty(), Optional.empty(), true);
  }

  /**
   * The same parameter with other rules.
   *
   * @param newRegularizer the penalty, if any
   * @param newConstraint the projection, if any
   * @return a weight of the same parameter
   * @throws IllegalArgumentException if a rule is not for its shape
   */
  public Weight with(Optional<Regularizer> newRegularizer, Optional<Constraint> newConstraint) {
    return new Weight(parameter, shape, newRegularizer, newConstraint, trainable);
  }

  /**
   * The same parameter, trained or not.
   *
   * @param newTrainable whether training changes it
   * @return a weight of the same parameter
   */
  public Weight trainable(boolean newTrainable) {
    return new Weight(parameter, shape, regularizer, constraint, newTrainable);
  }

  /**
   * Projects the parameter as its constraint says; does nothing without one. To follow each update.
   */
  public void constrain() {
    constraint.ifPresent(rule -> parameter.update(value -> rule.project(shape, value)));
  }
}
