package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;

/** What layers require of their inputs, in the one wording. */
public final class LayerChecks {
  private LayerChecks() {}

  /** The number of elements of a sample, of which an unknown length counts as one step. */
  static int elements(String layer, DataShape input) {
    long elements = (long) input.timesteps().orElse(1) * input.features();
    Checks.require(
        elements <= Integer.MAX_VALUE,
        layer,
        "a sample of " + input + " has " + elements + " elements; expected less than 2³¹.");
    return (int) elements;
  }

  /**
   * Requires as many features as the kernel has rows.
   *
   * @param layer the layer's name
   * @param input the data
   * @param kernel the matrix that the data are to be multiplied with
   * @throws ShapeMismatchException if they differ
   */
  public static void features(String layer, Sequence input, Weight kernel) {
    Shape shape = kernel.parameter().shape();
    if (input.features() != shape.rows()) {
      throw new ShapeMismatchException(
          layer
              + ": input has "
              + input.features()
              + " features but the kernel was made for "
              + shape.rows()
              + " ("
              + shape
              + "). Check the layer before it.",
          input.values().shape(),
          shape);
    }
  }

  /**
   * Requires as many features as the layer was built for.
   *
   * @param layer the layer's name
   * @param input the data
   * @param features how many it was built for
   * @throws ShapeMismatchException if they differ
   */
  public static void features(String layer, Sequence input, int features) {
    Shape shape = input.values().shape();
    if (input.features() != features) {
      throw new ShapeMismatchException(
          layer
              + ": input has "
              + input.features()
              + " features but the layer was built for "
              + features
              + ". Check the layer before it.",
          shape,
          new Shape(shape.rows(), features));
    }
  }

  /**
   * Requires a time axis.
   *
   * @param layer the layer's name
   * @param input the shape of the data
   * @throws IllegalArgumentException if there is none
   */
  public static void hasTime(String layer, DataShape input) {
    if (!input.hasTime()) {
      throw new IllegalArgumentException(
          layer
              + (": input " + input)
              + " has no time axis; expected (batch, timesteps, features)."
              + " Give it sequences: DataShape.sequence(…), or let the layer before it return them.");
    }
  }
}
