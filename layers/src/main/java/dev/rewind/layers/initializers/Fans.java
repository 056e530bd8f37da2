package dev.rewind.layers.initializers;

import dev.rewind.core.TensorShape;
import java.util.List;

/**
 * How many inputs a unit has, and how many units an input goes to.
 *
 * <p><b>Source</b>: {@code compute_fans} in {@code keras/src/initializers/random_initializers.py},
 * Keras 3.15.1.
 *
 * @param in number of inputs
 * @param out number of outputs
 */
public record Fans(int in, int out) {

  /**
   * The fans of a weight: all inputs together make {@code in}, all units {@code out}. A kernel of
   * rank above 2 is that of a convolution, whose leading axes count for both.
   *
   * @param shape the shape of a weight
   * @return its fans
   */
  public static Fans of(TensorShape shape) {
    if (shape.rank() == 0) {
      return new Fans(1, 1);
    }
    if (shape.rank() == 1) {
      return new Fans(shape.size(0), shape.size(0));
    }
    int field = shape.sizes().stream().limit(shape.rank() - 2L).reduce(1, (a, b) -> a * b);
    return new Fans(field * shape.size(-2), field * shape.size(-1));
  }

  /** The fans of a weight whose axes of inputs and outputs are known. */
  static Fans of(TensorShape shape, List<Integer> inputAxes, List<Integer> outputAxes) {
    return new Fans(product(shape, inputAxes), product(shape, outputAxes));
  }

  private static int product(TensorShape shape, List<Integer> axes) {
    return axes.stream().mapToInt(shape::size).reduce(1, (a, b) -> a * b);
  }
}
