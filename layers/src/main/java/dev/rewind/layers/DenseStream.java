package dev.rewind.layers;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.Packed;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * A densely connected layer, step by step: {@code y = activation(x·kernel + bias)}.
 *
 * @param kernels the provider to compute with
 * @param kernel the kernel, laid out
 * @param bias the bias, if there is one
 * @param activation what is applied to the result
 */
record DenseStream(
    Kernels kernels, Packed kernel, Optional<TimeRows> bias, RowActivation activation)
    implements LayerStream {

  static DenseStream of(
      Kernels kernels, Weight kernel, Optional<Weight> bias, RowActivation activation) {
    DMatrixRMaj matrix = kernel.parameter().value();
    Shape size = kernels.packedSize(matrix.numRows, matrix.numCols);
    DMatrixRMaj storage = new DMatrixRMaj(size.rows(), size.columns());
    return new DenseStream(
        kernels,
        kernels.pack(Block.of(matrix), storage),
        bias.map(weight -> TimeRows.ofOneStep(weight.parameter().value().copy())),
        activation);
  }

  @Override
  public int features() {
    return kernel.columns();
  }

  @Override
  public boolean allocates() {
    return false;
  }

  @Override
  public StreamStep open(StreamRow input) {
    return new Step(this, input, StreamRow.of(features(), kernels), new RowSet(1).step(0));
  }

  private record Step(DenseStream stream, StreamRow input, StreamRow output, RowSet row)
      implements StreamStep {

    @Override
    public void run() {
      Kernels kernels = stream.kernels;
      kernels.multiply(input.rows(), 0, stream.kernel, output.rows(), 0, row, false);
      if (stream.bias.isPresent()) {
        kernels.addRows(stream.bias.get(), output.rows(), output.features(), row);
      }
      stream.activation.apply(output.matrix());
      output.setValid(input.isValid());
    }
  }
}
