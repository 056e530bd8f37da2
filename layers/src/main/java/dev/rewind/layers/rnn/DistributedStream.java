package dev.rewind.layers.rnn;

import dev.rewind.layers.LayerStream;
import dev.rewind.layers.StreamRow;
import dev.rewind.layers.StreamStep;
import java.util.List;

/**
 * A layer for vectors at every time step of a stream. The mask is carried on, whatever the layer
 * says.
 *
 * @param layer what is applied to a step
 */
record DistributedStream(LayerStream layer) implements LayerStream {

  @Override
  public int features() {
    return layer.features();
  }

  @Override
  public boolean allocates() {
    return layer.allocates();
  }

  @Override
  public StreamStep open(StreamRow input) {
    return new Step(input, layer.open(input));
  }

  private record Step(StreamRow input, StreamStep layer) implements StreamStep {

    @Override
    public StreamRow output() {
      return layer.output();
    }

    @Override
    public void run() {
      layer.run();
      output().setValid(input.isValid());
    }

    @Override
    public List<StreamRow> states() {
      return layer.states();
    }
  }
}
