package dev.rewind.layers;

import dev.rewind.core.kernels.Kernels;

/**
 * A built layer that can compute one time step after the other, as they come: recurrent layers, and
 * layers that do so without allocating.
 *
 * <p>Other layers need not implement it to be part of a stream. Those that treat {@linkplain
 * LayerConfig#isStepwise() each time step by itself}, and those behind the last recurrent layer
 * that have no time axis any more, are {@linkplain #call(CallContext, Sequence) called} step by
 * step.
 */
public interface StreamingLayer extends Layer {

  /**
   * The layer as it is now, for time steps that come one by one.
   *
   * <p>Outside of training, the results are those of {@link #call(CallContext, Sequence)} on the
   * sequence of all steps so far: of the last step, if the result has a time axis.
   *
   * @param input the shape of the sequences
   * @param kernels the provider to compute with, on one thread
   * @return the stream; later changes of the weights do not reach it
   * @throws IllegalArgumentException if the layer needs steps that are yet to come
   */
  LayerStream stream(DataShape input, Kernels kernels);
}
