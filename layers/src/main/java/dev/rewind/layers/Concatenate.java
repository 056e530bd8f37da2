package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.concatColumns;
import static dev.rewind.autograd.ops.Ops.concatRows;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;

/**
 * Puts its inputs side by side, or one after the other in time.
 *
 * <pre>
 *   y[b, t] = [x₀[b, t] | x₁[b, t] | …]     axis −1, the features
 *   y[b]    = [x₀[b] ; x₁[b] ; …]           axis 1, the time steps
 * </pre>
 *
 * <p>An input without a mask counts as one in which all steps are real. Side by side a step is real
 * if it is in at least one of the inputs; one after the other the masks follow each other. Without
 * any mask there is none.
 *
 * <p><b>Shapes</b>: inputs {@code (batch, features)} or {@code (batch, timesteps, features)} that
 * differ in the axis only, in which the result has the sum.
 *
 * <p><b>Source</b>: {@code keras/src/layers/merging/concatenate.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Concatenate(Options options) implements MergeLayer, LayerOptions<Concatenate> {

  /** Option {@code axis}: the features, −1 by default, or the time steps. */
  public static final Option<Integer> AXIS = Option.of("axis", Codecs.INTEGER, -1);

  private static final Options DECLARED = Options.of("Concatenate", COMMON).and(List.of(AXIS));

  /**
   * Takes options that were made for a concatenation.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Concatenate {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A concatenation of features.
   *
   * @return a description with Keras' defaults
   */
  public static Concatenate of() {
    return new Concatenate(DECLARED);
  }

  @Override
  public Concatenate with(Options newOptions) {
    return new Concatenate(newOptions);
  }

  /**
   * Says which axis grows.
   *
   * @param axis the features, −1 by default, or the time steps; counted from the samples, 0, or
   *     from −1 backwards
   * @return a changed copy
   */
  public Concatenate axis(int axis) {
    return with(options.with(AXIS, axis));
  }

  /**
   * Which axis grows.
   *
   * @return −1 by default
   */
  public int axis() {
    return options.get(AXIS);
  }

  @Override
  public List<DataShape> outputShapes(List<DataShape> inputs) {
    return new AlongAxis(axis()).outputShapes(className(), inputs);
  }

  @Override
  public Layer build(String name, List<DataShape> inputs, RandomSource random) {
    return new AlongAxis(axis()).build(name, this, inputs);
  }

  @Override
  public String toString() {
    return options.toString();
  }

  /**
   * How inputs are put together.
   *
   * @param axis which axis grows
   */
  private record AlongAxis(int axis) implements Merge {

    @Override
    public DataShape shape(String who, List<DataShape> inputs) {
      DataShape first = inputs.get(0);
      int features = first.features();
      OptionalInt timesteps = first.timesteps();
      boolean time = isTime(who, first);
      for (DataShape input : inputs.subList(1, inputs.size())) {
        boolean fits =
            input.hasTime() == first.hasTime()
                && (time ? input.features() == features : mayEqual(input.timesteps(), timesteps));
        Checks.require(
            fits,
            who,
            "inputs "
                + Merge.text(inputs)
                + " do not fit; expected shapes that differ in axis "
                + axis()
                + " only.");
        features += time ? 0 : input.features();
        timesteps = time ? sum(timesteps, input.timesteps()) : known(timesteps, input.timesteps());
      }
      if (!first.hasTime()) {
        return DataShape.vectors(features);
      }
      return timesteps.isPresent()
          ? DataShape.sequence(timesteps.getAsInt(), features)
          : DataShape.sequence(features);
    }

    private boolean isTime(String who, DataShape input) {
      int rank = input.hasTime() ? 3 : 2;
      int index = axis() < 0 ? axis() + rank : axis();
      Checks.require(
          0 < index && index < rank,
          who,
          "axis "
              + axis()
              + " is not one of "
              + input
              + " that can grow; expected 1 to "
              + (rank - 1)
              + ", or from -1 backwards.");
      return index < rank - 1;
    }

    private static boolean mayEqual(OptionalInt a, OptionalInt b) {
      return a.isEmpty() || b.isEmpty() || a.equals(b);
    }

    private static OptionalInt known(OptionalInt a, OptionalInt b) {
      return a.isPresent() ? a : b;
    }

    private static OptionalInt sum(OptionalInt a, OptionalInt b) {
      return a.isPresent() && b.isPresent()
          ? OptionalInt.of(a.getAsInt() + b.getAsInt())
          : OptionalInt.empty();
    }

    @Override
    public Sequence merge(String who, CallContext context, List<Sequence> inputs) {
      Sequence first = inputs.get(0);
      boolean time = isTime(who, first.shape());
      Variable[] values = inputs.stream().map(Sequence::values).toArray(Variable[]::new);
      Sequence result =
          time
              ? Sequence.of(concatRows(values), inputs.stream().mapToInt(Sequence::timesteps).sum())
              : first.withoutMask().withValues(concatColumns(values));
      if (inputs.stream().allMatch(input -> input.mask().isEmpty())) {
        return result;
      }
      BinaryOperator<Mask> join = time ? Mask::andThen : Mask::or;
      return result.withMask(inputs.stream().map(AlongAxis::mask).reduce(join).orElseThrow());
    }

    private static Mask mask(Sequence input) {
      return input.mask().orElseGet(() -> Mask.ofAll(input.batch(), input.timesteps()));
    }
  }
}
