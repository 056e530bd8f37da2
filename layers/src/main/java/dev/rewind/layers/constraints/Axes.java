package dev.rewind.layers.constraints;

import dev.rewind.core.Checks;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The axes along which a norm is taken: some of a weight's axes, or all of them.
 *
 * <pre>
 *   kernel (features, units)    axis 0: a norm for each unit, down its column
 *                               axis 1: a norm for each feature, along its row
 *                               axes 0 and 1, or all: one norm
 *   bias (units,)               axis 0: one norm
 * </pre>
 *
 * @param numbers the axes, from 0, or from −1 backwards; nothing for all axes
 */
public record Axes(Optional<List<Integer>> numbers) {

  /** Reads and writes what Keras calls {@code axis}: a number, a list of them, or none for all. */
  static final Codec<Axes> CODEC = new AxesCodec();

  /**
   * Copies the list.
   *
   * @param numbers the axes, nothing for all
   */
  public Axes {
    numbers = numbers.map(List::copyOf);
  }

  /**
   * Some axes.
   *
   * @param numbers from 0, or from −1 backwards
   * @return these axes
   */
  public static Axes of(int... numbers) {
    return new Axes(Optional.of(Arrays.stream(numbers).boxed().toList()));
  }

  /**
   * All axes.
   *
   * @return whatever axes a weight has
   */
  public static Axes all() {
    return new Axes(Optional.empty());
  }

  /** Requires that a weight has these axes; the message ends with whose they are. */
  void requireIn(TensorShape shape, String who, Object owner) {
    for (int axis : numbers.orElse(List.of())) {
      Checks.require(
          -shape.rank() <= axis && axis < shape.rank(),
          who,
          "shape "
              + shape
              + " has no axis "
              + axis
              + "; expected one in ["
              + -shape.rank()
              + ", "
              + shape.rank()
              + "). Change "
              + owner
              + ".");
    }
  }

  /**
   * Numbers the vectors whose norms are taken.
   *
   * @return for each element of the weight, in order, the number of the vector that it belongs to
   */
  int[] vectors(TensorShape shape) {
    int[] vectors = new int[shape.elements()];
    int elementStep = 1;
    int vectorStep = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int size = shape.size(axis);
      if (!include(axis, shape)) {
        for (int i = 0; i < vectors.length; i++) {
          vectors[i] += i / elementStep % size * vectorStep;
        }
        vectorStep *= size;
      }
      elementStep *= size;
    }
    return vectors;
  }

  private boolean include(int axis, TensorShape shape) {
    return numbers.isEmpty() || numbers.get().stream().anyMatch(n -> shape.index(n) == axis);
  }

  /** As in Keras: {@code 0}, {@code [0, 1]}, or {@code None} for all. */
  @Override
  public String toString() {
    return numbers
        .map(list -> list.size() == 1 ? list.get(0).toString() : list.toString())
        .orElse("None");
  }

  private static final class AxesCodec implements Codec<Axes> {
    private static final Codec<List<Integer>> LIST = Codecs.list(Codecs.INTEGER);

    @Override
    public Axes read(Object plain) {
      if (plain instanceof Optional<?> none && none.isEmpty()) {
        return all();
      }
      if (plain instanceof Number) {
        return of(Codecs.INTEGER.read(plain));
      }
      return new Axes(Optional.of(LIST.read(plain)));
    }

    @Override
    public Object write(Axes axes) {
      return axes.numbers
          .map(list -> list.size() == 1 ? (Object) list.get(0) : LIST.write(list))
          .orElse(Optional.empty());
    }
  }
}
