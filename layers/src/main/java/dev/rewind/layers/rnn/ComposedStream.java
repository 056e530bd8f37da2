package dev.rewind.layers.rnn;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.LayerStream;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.StreamRow;
import dev.rewind.layers.StreamStep;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent layer, step by step, over any cell: each step on a tape of its own. The states are
 * those of the cell and, after them, the last output, which masked steps repeat.
 *
 * @param recurrence a copy of the cell, which no one trains
 * @param kernels the provider to compute with
 */
record ComposedStream(Recurrence recurrence, Kernels kernels) implements LayerStream {

  @Override
  public int features() {
    return recurrence.cell().outputSize();
  }

  @Override
  public boolean allocates() {
    return true;
  }

  @Override
  public StreamStep open(StreamRow input) {
    List<StreamRow> states = new ArrayList<>();
    for (int size : recurrence.cell().stateSizes()) {
      states.add(StreamRow.of(size, kernels));
    }
    states.add(StreamRow.of(features(), kernels));
    StreamRow output = StreamRow.of(features(), kernels);
    return new Step(this, input, List.copyOf(states), output, new MatrixPool());
  }

  private record Step(
      ComposedStream stream,
      StreamRow input,
      List<StreamRow> states,
      StreamRow output,
      MatrixPool pool)
      implements StreamStep {

    @Override
    public void run() {
      if (input.isValid()) {
        compute();
      }
      stream.recurrence.form().give(states.get(states.size() - 1), input, output);
    }

    private void compute() {
      try (Tape tape = Tape.of(stream.kernels, pool)) {
        CallContext context = CallContext.inference(tape).withoutGradients();
        int last = states.size() - 1;
        List<Variable> before =
            states.subList(0, last).stream().map(state -> state.on(tape)).toList();
        RecurrentOutput result =
            stream.recurrence.run(context, Sequence.of(input.on(tape), 1), before);
        for (int s = 0; s < last; s++) {
          states.get(s).write(result.states().get(s).value(), 0);
        }
        states.get(last).write(result.output().values().value(), 0);
      }
    }
  }
}
