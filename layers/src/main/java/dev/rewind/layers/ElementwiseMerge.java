package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.where;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/**
 * Merges inputs element by element. A size of 1 serves all of another input, and vectors serve all
 * time steps. Steps are masked where all inputs mask them; if an input has no mask, the result has
 * none.
 *
 * <p><b>Source</b>: {@code Merge} in {@code keras/src/layers/merging/base_merge.py}, Keras 3.15.1.
 *
 * @param number how many inputs there have to be, if that matters
 * @param combine merges inputs of one shape
 */
record ElementwiseMerge(
    OptionalInt number, BiFunction<CallContext, List<Sequence>, Variable> combine)
    implements Merge {

  /** A merge of one input or more. */
  static ElementwiseMerge ofAny(BiFunction<CallContext, List<Sequence>, Variable> combine) {
    return new ElementwiseMerge(OptionalInt.empty(), combine);
  }

  /** A merge of two inputs. */
  static ElementwiseMerge ofTwo(BiFunction<CallContext, List<Sequence>, Variable> combine) {
    return new ElementwiseMerge(OptionalInt.of(2), combine);
  }

  @Override
  public DataShape shape(String who, List<DataShape> inputs) {
    int expected = number.orElse(inputs.size());
    Checks.require(
        inputs.size() == expected,
        who,
        "got " + inputs.size() + " inputs; expected " + expected + ".");
    DataShape result = inputs.get(0);
    for (DataShape input : inputs) {
      result = common(who, result, input, inputs);
    }
    return result;
  }

  private static DataShape common(String who, DataShape a, DataShape b, List<DataShape> all) {
    int features = common(who, a.features(), b.features(), all);
    if (!a.hasTime() && !b.hasTime()) {
      return DataShape.vectors(features);
    }
    OptionalInt first = a.hasTime() ? a.timesteps() : OptionalInt.of(1);
    OptionalInt second = b.hasTime() ? b.timesteps() : OptionalInt.of(1);
    return first.isPresent() && second.isPresent()
        ? DataShape.sequence(common(who, first.getAsInt(), second.getAsInt(), all), features)
        : DataShape.sequence(features);
  }

  private static int common(String who, int a, int b, List<DataShape> all) {
    Checks.require(
        a == b || a == 1 || b == 1,
        who,
        "inputs "
            + Merge.text(all)
            + " do not fit: "
            + a
            + " ≠ "
            + b
            + "; expected equal sizes, or 1.");
    return Math.max(a, b);
  }

  @Override
  public Sequence merge(String who, CallContext context, List<Sequence> inputs) {
    DataShape shape = shape(who, inputs.stream().map(Sequence::shape).toList());
    List<Sequence> alike = inputs.stream().map(input -> spread(context, input, shape)).toList();
    Sequence result = alike.get(0).withValues(combine.apply(context, alike));
    return alike.stream().allMatch(input -> input.mask().isPresent())
        ? result.withMask(
            alike.stream().map(input -> input.mask().orElseThrow()).reduce(Mask::or).orElseThrow())
        : result.withoutMask();
  }

  private static Sequence spread(CallContext context, Sequence input, DataShape shape) {
    Variable values = input.values();
    int timesteps = shape.timesteps().orElse(1);
    if (input.timesteps() != timesteps) {
      values = TimeAxis.repeat(values, timesteps);
    }
    if (input.features() != shape.features()) {
      values = add(context.tape().zeros(values.shape().rows(), shape.features()), values);
    }
    if (!shape.hasTime()) {
      return input.withValues(values);
    }
    Optional<Mask> mask =
        input.timesteps() == timesteps ? input.mask() : input.mask().map(m -> m.repeat(timesteps));
    return Sequence.of(values, timesteps, mask);
  }

  /** Merges two by two, but a masked step takes the other's value. */
  static Variable overReal(
      CallContext context, List<Sequence> inputs, BinaryOperator<Variable> function) {
    Variable output = inputs.get(0).values();
    Optional<Mask> outputMask = inputs.get(0).mask();
    for (Sequence input : inputs.subList(1, inputs.size())) {
      Variable x = input.values();
      if (input.mask().isPresent()) {
        x = where(context.use(input.mask().get()), x, output);
      }
      if (outputMask.isPresent()) {
        output = where(context.use(outputMask.get()), output, x);
      }
      outputMask =
          outputMask.isPresent() && input.mask().isPresent()
              ? Optional.of(outputMask.get().or(input.mask().get()))
              : Optional.empty();
      output = function.apply(output, x);
    }
    return output;
  }
}
