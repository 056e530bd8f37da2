package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Random numbers whose variance goes with the number of connections.
 *
 * @param <S> the initializer's own type
 */
public interface FanInitializer<S extends Initializer> extends RandomInitializer<S> {
  /** Option {@code input_axes}, none by default. */
  Option<Optional<List<Integer>>> INPUT_AXES = axes("input_axes");

  /** Option {@code output_axes}, none by default. */
  Option<Optional<List<Integer>>> OUTPUT_AXES = axes("output_axes");

  private static Option<Optional<List<Integer>>> axes(String key) {
    return Option.of(key, Codecs.optional(Codecs.list(Codecs.INTEGER)), Optional.empty());
  }

  /**
   * The declarations of such an initializer, in Keras' order.
   *
   * @param owner the Keras class name
   * @param own the options that only this initializer has
   * @return options at their defaults
   */
  static Options options(String owner, Option<?>... own) {
    return Options.of(owner, SEED).and(List.of(own)).and(List.of(INPUT_AXES, OUTPUT_AXES));
  }

  /**
   * Says which axes are inputs. Counts only if both {@code inputAxes} and {@code outputAxes} are
   * given; by default the last axis is the units and the one before it the inputs.
   *
   * @param inputAxes numbers of axes, from 0, or from −1 backwards
   * @return a changed copy
   */
  default S inputAxes(int... inputAxes) {
    return with(options().with(INPUT_AXES, Optional.of(Arrays.stream(inputAxes).boxed().toList())));
  }

  /**
   * Which axes are inputs.
   *
   * @return the axes, if they were given
   */
  default Optional<List<Integer>> inputAxes() {
    return options().get(INPUT_AXES);
  }

  /**
   * Says which axes are outputs. Counts only together with {@link #inputAxes(int...)}.
   *
   * @param outputAxes numbers of axes, from 0, or from −1 backwards
   * @return a changed copy
   */
  default S outputAxes(int... outputAxes) {
    return with(
        options().with(OUTPUT_AXES, Optional.of(Arrays.stream(outputAxes).boxed().toList())));
  }

  /**
   * Which axes are outputs.
   *
   * @return the axes, if they were given
   */
  default Optional<List<Integer>> outputAxes() {
    return options().get(OUTPUT_AXES);
  }

  /**
   * The variance times the number of connections.
   *
   * @return the scale, positive
   */
  double scale();

  /**
   * Which connections count.
   *
   * @return inputs, outputs or their mean
   */
  FanMode mode();

  /**
   * How the numbers are distributed.
   *
   * @return the kind of distribution
   */
  Distribution distribution();

  /**
   * The variance of the numbers.
   *
   * @param shape the shape of a weight
   * @return {@code scale / max(1, n)}, n the connections that count
   * @throws IllegalArgumentException if the weight does not have the axes that were given
   */
  default double variance(TensorShape shape) {
    Fans fans =
        inputAxes().isPresent() && outputAxes().isPresent()
            ? Fans.of(shape, inputAxes().orElseThrow(), outputAxes().orElseThrow())
            : Fans.of(shape);
    return scale() / Math.max(1, mode().connections(fans));
  }

  @Override
  default DMatrixRMaj draw(TensorShape shape, RandomSource source) {
    return distribution().fill(variance(shape), source, shape.zeros());
  }
}
