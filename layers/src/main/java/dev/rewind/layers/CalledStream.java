package dev.rewind.layers;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import java.util.List;
import java.util.Optional;

/**
 * Calls a layer with one step of one sample, on a tape of its own. Matrices are used again; the
 * tape itself is allocated.
 *
 * @param layer a copy of the layer, which no one trains
 * @param input the shape of the sequences
 * @param output the shape of the results
 * @param kernels the provider to compute with
 */
record CalledStream(Layer layer, DataShape input, DataShape output, Kernels kernels)
    implements LayerStream {

  static CalledStream of(Layer layer, DataShape input, DataShape output, Kernels kernels) {
    Checks.require(
        layer.carriedStates().isEmpty(),
        layer.name(),
        layer.config().className()
            + " carries "
            + layer.carriedStates().size()
            + " states of its own from call to call, which sessions would share, so it can not"
            + " stream; expected none. Implement StreamingLayer.");
    return new CalledStream(LayerStream.copyOf(layer, input), input, output, kernels);
  }

  @Override
  public int features() {
    return output.features();
  }

  @Override
  public boolean allocates() {
    return true;
  }

  @Override
  public StreamStep open(StreamRow row) {
    return new Step(this, row, StreamRow.of(features(), kernels), new MatrixPool());
  }

  private record Step(CalledStream stream, StreamRow input, StreamRow output, MatrixPool pool)
      implements StreamStep {

    @Override
    public void run() {
      try (Tape tape = Tape.of(stream.kernels, pool)) {
        CallContext context = CallContext.inference(tape).withoutGradients();
        Sequence result = stream.layer.call(context, List.of(given(tape))).get(0);
        LayerChecks.features(stream.layer.name() + ": result", result, output.features());
        output.write(result.values().value(), 0);
        output.setValid(result.mask().map(mask -> mask.isValid(0, 0)).orElse(true));
      }
    }

    private Sequence given(Tape tape) {
      Variable values = input.on(tape);
      Sequence one =
          stream.input.hasTime()
              ? Sequence.of(values, 1, Optional.empty())
              : Sequence.ofVectors(values);
      return input.isValid() ? one : one.withMask(Mask.of(new boolean[][] {{false}}));
    }
  }
}
