package dev.rewind.layers;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * Makes the weights of one layer from its options. For layers of your own: make the weights in a
 * fixed order, since they draw from the same random source.
 */
public final class WeightMaker {
  private final String owner;
  private final Options options;
  private final RandomSource random;

  /**
   * A maker for one layer.
   *
   * @param owner the layer's name, which the weights' names begin with
   * @param options the layer's options
   * @param random what the initializers draw from
   */
  public WeightMaker(String owner, Options options, RandomSource random) {
    this.owner = owner;
    this.options = options;
    this.random = random;
  }

  /**
   * Makes a weight.
   *
   * @param declared the options of this weight
   * @param name the weight's name within the layer, for example {@code "kernel"}
   * @param sizes rows and columns, or the length of a vector such as a bias
   * @return a new weight, trainable if the layer is
   */
  public Weight make(WeightOptions declared, String name, int... sizes) {
    TensorShape shape = TensorShape.of(sizes);
    return make(declared, name, shape, options.get(declared.initializer()).create(shape, random));
  }

  /**
   * Makes a weight whose start is not what its initializer alone says, such as a bias that is 1 in
   * a part of it.
   *
   * @param declared the options of this weight
   * @param name the weight's name within the layer, for example {@code "bias"}
   * @param shape the shape that Keras gives it
   * @param start the initial value, taken over
   * @return a new weight, trainable if the layer is
   * @throws dev.rewind.core.ShapeMismatchException if the start has another shape
   */
  public Weight make(WeightOptions declared, String name, TensorShape shape, DMatrixRMaj start) {
    return new Weight(
        new Parameter(owner + "/" + name, start),
        shape,
        options.get(declared.regularizer()),
        options.get(declared.constraint()),
        !options.has(LayerOptions.TRAINABLE) || options.get(LayerOptions.TRAINABLE));
  }
}
