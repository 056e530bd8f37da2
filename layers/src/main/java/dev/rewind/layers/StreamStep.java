package dev.rewind.layers;

import java.util.List;

/**
 * A layer in one session of a stream: it computes a time step from what the layer before it wrote.
 * Made by {@link LayerStream#open}. One thread at a time.
 */
public interface StreamStep {

  /**
   * Where the result is written to.
   *
   * @return the same row at each call
   */
  StreamRow output();

  /** Computes the next time step: reads the input row, writes states and the output row. */
  void run();

  /**
   * What goes from step to step.
   *
   * @return the states themselves, which may be read and written between steps; none unless the
   *     layer has any
   */
  default List<StreamRow> states() {
    return List.of();
  }
}
