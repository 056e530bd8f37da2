package dev.rewind.layers.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Variable;
import dev.rewind.core.options.Configured;
import dev.rewind.core.options.Options;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A function that a layer applies to its result, or to its gates: a name, arguments and what it
 * computes. Keeps the shape.
 *
 * <p>{@link Activations} has all of Keras, and makes your own: {@code Activations.of("cube", x ->
 * pow(x, 3))}. Two activations are equal if they have the same name, the same arguments and the
 * very same function; so keep your own in a constant.
 *
 * @param options the arguments; their owner is the Keras name
 * @param function computes the result from the arguments and a matrix
 */
public record Activation(Options options, BiFunction<Options, Variable, Variable> function)
    implements Configured<Activation> {

  /**
   * Applies the function.
   *
   * @param x any matrix
   * @return a matrix of the same shape
   */
  public Variable apply(Variable x) {
    return function.apply(options, x);
  }

  /**
   * The function as an op of single elements, for ops that have it as a part, such as a recurrent
   * layer's whole sequence.
   *
   * @return the op that {@link #apply} records (the identity, which needs none, has one here too);
   *     nothing for functions of whole rows, such as softmax, and for those of your own that were
   *     made of {@link dev.rewind.autograd.ops.Ops}
   */
  public Optional<ElementwiseOp> elementwise() {
    return function instanceof ElementwiseFunction elementwise
        ? Optional.of(elementwise.op(options))
        : Optional.empty();
  }

  /**
   * The Keras name.
   *
   * @return for example {@code "tanh"}
   */
  public String name() {
    return options.owner();
  }

  @Override
  public Activation with(Options newOptions) {
    return new Activation(options.requireSameDeclarations(newOptions), function);
  }

  /** The name, with the arguments that differ from their defaults: {@code elu(alpha=0.5)}. */
  @Override
  public String toString() {
    return options.toString().replaceFirst("\\(\\)$", "");
  }
}
