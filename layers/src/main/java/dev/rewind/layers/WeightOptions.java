package dev.rewind.layers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.constraints.Constraints;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.Initializers;
import dev.rewind.layers.regularizers.Regularizer;
import dev.rewind.layers.regularizers.Regularizers;
import java.util.List;
import java.util.Optional;

/**
 * The three options that a weight has in every layer: how it starts, its penalty, and what it is
 * projected to.
 *
 * @param initializer option {@code <weight>_initializer}
 * @param regularizer option {@code <weight>_regularizer}, nothing by default
 * @param constraint option {@code <weight>_constraint}, nothing by default
 */
public record WeightOptions(
    Option<Initializer> initializer,
    Option<Optional<Regularizer>> regularizer,
    Option<Optional<Constraint>> constraint) {

  /**
   * Declares the options of a weight.
   *
   * @param weight the name that their keys begin with, for example {@code "kernel"}
   * @param initializer the default initializer
   * @return the three declarations
   */
  public static WeightOptions of(String weight, Initializer initializer) {
    return new WeightOptions(
        Option.of(weight + "_initializer", Initializers.CODEC, initializer),
        Option.of(weight + "_regularizer", Codecs.optional(Regularizers.CODEC), Optional.empty()),
        Option.of(weight + "_constraint", Codecs.optional(Constraints.CODEC), Optional.empty()));
  }

  /**
   * The declarations as a list.
   *
   * @return initializer, regularizer, constraint
   */
  public List<Option<?>> all() {
    return List.of(initializer, regularizer, constraint);
  }
}
