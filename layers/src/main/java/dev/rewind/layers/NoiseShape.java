package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.gatherRows;
import static dev.rewind.autograd.ops.Ops.mul;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which elements of a batch share one draw of dropout: an axis of size 1 shares it, an axis without
 * a size has as many as the batch.
 *
 * @param sizes one for each axis, the samples first
 */
record NoiseShape(List<Optional<Integer>> sizes) {

  /** A draw for each element. */
  static NoiseShape nothingShared(DataShape input) {
    return new NoiseShape(Collections.nCopies(input.hasTime() ? 3 : 2, Optional.empty()));
  }

  /** Requires one size for each axis of the input. */
  void requireAxes(String who, DataShape input) {
    Checks.require(
        sizes.size() == (input.hasTime() ? 3 : 2),
        who,
        "noiseShape "
            + this
            + " has "
            + sizes.size()
            + " axes; expected one for each axis of the input "
            + input
            + ".");
  }

  /** The shape of the mask for a batch, time-major as everything. */
  Shape matrix(String who, Sequence input) {
    requireAxes(who, input.shape());
    int steps = input.hasTime() ? size(who, "time steps", 1, input.timesteps()) : 1;
    return new Shape(steps * samples(who, input), features(who, input));
  }

  /** Multiplies the batch with a mask of the shape {@link #matrix}. */
  Variable multiply(String who, Sequence input, Variable mask) {
    if (mask.shape().rows() == input.values().shape().rows()) {
      return mul(input.values(), mask);
    }
    int samples = samples(who, input);
    int steps = mask.shape().rows() / samples;
    int batch = input.batch();
    int[] rows = new int[batch * input.timesteps()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = (row / batch % steps) * samples + row % batch % samples;
    }
    return mul(input.values(), gatherRows(mask, rows));
  }

  private int samples(String who, Sequence input) {
    return size(who, "samples", 0, input.batch());
  }

  private int features(String who, Sequence input) {
    return size(who, "features", sizes.size() - 1, input.features());
  }

  private int size(String who, String axis, int index, int actual) {
    int size = sizes.get(index).orElse(actual);
    Checks.require(
        size == 1 || size == actual,
        who,
        "noiseShape "
            + this
            + " says "
            + size
            + " "
            + axis
            + "; expected 1, None or the "
            + actual
            + " of the input.");
    return size;
  }

  /** As Keras prints it: {@code (2, 1, None)}. */
  @Override
  public String toString() {
    return sizes.stream()
        .map(size -> size.map(String::valueOf).orElse("None"))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
