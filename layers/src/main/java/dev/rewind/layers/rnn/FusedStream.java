package dev.rewind.layers.rnn;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.layers.LayerStream;
import dev.rewind.layers.StreamRow;
import dev.rewind.layers.StreamStep;
import dev.rewind.layers.rnn.fused.CellStep;
import dev.rewind.layers.rnn.fused.CellStream;
import java.util.List;

/**
 * A recurrent layer, step by step, over a cell whose steps are kernels. A masked step gives the
 * state as it was.
 *
 * @param cell the cell, laid out
 * @param form sequences or the last step, and what a masked step gives
 * @param kernels what will read the rows
 */
record FusedStream(CellStream cell, RecurrentForm form, Kernels kernels) implements LayerStream {

  @Override
  public int features() {
    return cell.units();
  }

  @Override
  public boolean allocates() {
    return false;
  }

  @Override
  public StreamStep open(StreamRow input) {
    CellStep step = cell.open(input.rows());
    List<StreamRow> states =
        step.states().stream().map(matrix -> StreamRow.over(matrix, cell.units())).toList();
    return new Step(form, input, step, states, StreamRow.of(cell.units(), kernels));
  }

  private record Step(
      RecurrentForm form, StreamRow input, CellStep cell, List<StreamRow> states, StreamRow output)
      implements StreamStep {

    @Override
    public void run() {
      if (input.isValid()) {
        cell.compute();
      }
      form.give(states.get(0), input, output);
    }
  }
}
