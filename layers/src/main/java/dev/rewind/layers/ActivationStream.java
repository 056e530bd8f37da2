package dev.rewind.layers;

import dev.rewind.core.kernels.Kernels;

/**
 * An activation layer, step by step.
 *
 * @param features how many
 * @param activation the function
 * @param kernels what will read the rows
 */
record ActivationStream(int features, RowActivation activation, Kernels kernels)
    implements LayerStream {

  @Override
  public boolean allocates() {
    return false;
  }

  @Override
  public StreamStep open(StreamRow input) {
    return new Step(activation, input, StreamRow.of(features, kernels));
  }

  private record Step(RowActivation activation, StreamRow input, StreamRow output)
      implements StreamStep {

    @Override
    public void run() {
      output.copyFrom(input);
      activation.apply(output.matrix());
      output.setValid(input.isValid());
    }
  }
}
