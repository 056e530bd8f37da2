package dev.rewind.layers;

import dev.rewind.core.kernels.Kernels;
import org.ejml.data.DMatrixRMaj;

/**
 * An embedding, step by step: {@code y = embeddings[x]}.
 *
 * @param name the layer's name
 * @param config what it was built from
 * @param embeddings a copy of the table
 * @param kernels what will read the rows
 */
record EmbeddingStream(String name, Embedding config, DMatrixRMaj embeddings, Kernels kernels)
    implements LayerStream {

  @Override
  public int features() {
    return embeddings.numCols;
  }

  @Override
  public boolean allocates() {
    return false;
  }

  @Override
  public StreamStep open(StreamRow input) {
    return new Step(this, input, StreamRow.of(features(), kernels));
  }

  private record Step(EmbeddingStream stream, StreamRow input, StreamRow output)
      implements StreamStep {

    @Override
    public void run() {
      double number = input.get(0);
      if (!stream.config.isNumber(number)) {
        throw stream.config.notANumber(stream.name, "a step", number);
      }
      output.write(stream.embeddings, (int) number);
      boolean padding = stream.config.maskZero() && number == 0;
      output.setValid(input.isValid() && !padding);
    }
  }
}
