package dev.rewind.layers;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.regularizers.Regularizer;
import java.util.Optional;

/**
 * A parameter of a layer with the rules that hold for it.
 *
 * @param parameter the matrix
 * @param regularizer the penalty that is added to the loss, if any
 * @param constraint what the matrix is projected to after each update, if anything
 * @param trainable whether training changes it; if not, it is a constant on every tape
 */
public record Weight(
    Parameter parameter,
    Optional<Regularizer> regularizer,
    Optional<Constraint> constraint,
    boolean trainable) {

  /**
   * A trainable weight with neither regularizer nor constraint.
   *
   * @param name its name, for example {@code "dense/kernel"}
   * @param shape rows and columns
   * @param initializer gives the initial value
   * @param random what the initializer draws from
   * @return a new weight
   */
  public static Weight of(String name, Shape shape, Initializer initializer, RandomSource random) {
    Parameter parameter = new Parameter(name, initializer.create(shape, random));
    return new Weight(parameter, Optional.empty(), Optional.empty(), true);
  }

  /**
   * The same parameter with other rules.
   *
   * @param newRegularizer the penalty, if any
   * @param newConstraint the projection, if any
   * @return a weight of the same parameter
   */
  public Weight with(Optional<Regularizer> newRegularizer, Optional<Constraint> newConstraint) {
    return new Weight(parameter, newRegularizer, newConstraint, trainable);
  }

  /**
   * The same parameter, trained or not.
   *
   * @param newTrainable whether training changes it
   * @return a weight of the same parameter
   */
  public Weight trainable(boolean newTrainable) {
    return new Weight(parameter, regularizer, constraint, newTrainable);
  }
}
