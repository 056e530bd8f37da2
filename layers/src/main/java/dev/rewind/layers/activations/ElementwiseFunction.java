package dev.rewind.layers.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Variable;
import dev.rewind.core.options.Options;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A function that is one op of single elements, which depends on the arguments only. */
sealed interface ElementwiseFunction extends BiFunction<Options, Variable, Variable> {

  /** The op. */
  ElementwiseOp op(Options arguments);

  @Override
  default Variable apply(Options arguments, Variable x) {
    ElementwiseOp op = op(arguments);
    return op instanceof Linear ? x : x.tape().record(op, x);
  }

  /** The same op always. */
  record Constant(ElementwiseOp op) implements ElementwiseFunction {
    @Override
    public ElementwiseOp op(Options none) {
      return op;
    }
  }

  /** An op made from the arguments. */
  record OfArguments(Function<Options, ElementwiseOp> maker) implements ElementwiseFunction {
    @Override
    public ElementwiseOp op(Options arguments) {
      return maker.apply(arguments);
    }
  }
}
