package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.meanOverColumns;
import static dev.rewind.autograd.ops.Ops.transpose;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.Checks;
import java.util.List;

/**
 * The axes of a sample that a mean is taken over.
 *
 * @param time whether the time steps are
 * @param features whether the features are
 */
record NormalizedAxes(boolean time, boolean features) {

  /** Finds the axes, which are counted as in Keras, in an input. */
  static NormalizedAxes of(String who, List<Integer> axes, DataShape input) {
    int rank = input.hasTime() ? 3 : 2;
    int last = 0;
    boolean time = false;
    for (int axis : axes) {
      int index = axis < 0 ? axis + rank : axis;
      Checks.require(
          last < index && index < rank,
          who,
          "axis "
              + axes
              + " is not in "
              + input
              + "; expected axes from 1 to "
              + (rank - 1)
              + ", or from -1 backwards, in rising order.");
      time |= input.hasTime() && index == 1;
      last = index;
    }
    return new NormalizedAxes(time, last == rank - 1);
  }

  /** The sizes of the axes, which are those of the weights. */
  int[] sizes(String who, DataShape input) {
    if (!time) {
      return new int[] {input.features()};
    }
    Checks.require(
        input.timesteps().isPresent(),
        who,
        "input "
            + input
            + " has any number of time steps; expected a fixed one, since the weights have one"
            + " element for each. Pad all sequences to one length, or normalise over axis -1.");
    int timesteps = input.timesteps().getAsInt();
    return features ? new int[] {timesteps, input.features()} : new int[] {timesteps};
  }

  /** The mean over the axes, so that it can be taken off. */
  Variable mean(Variable x, int timesteps) {
    Variable overFeatures = features ? meanOverColumns(x) : x;
    return time
        ? TimeAxis.repeat(TimeAxis.reduce(overFeatures, timesteps, Ops::meanOverRows), timesteps)
        : overFeatures;
  }

  /** A weight of the size of the axes, so that it can be multiplied or added. */
  Variable spread(Variable weight, int batch) {
    if (!time) {
      return weight;
    }
    return TimeAxis.share(features ? weight : transpose(weight), batch);
  }
}
