package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.gatherRows;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.CarriedState;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two built recurrent layers, one for each direction. */
record BuiltBidirectional(String name, Bidirectional config, Layer forward, Layer backward)
    implements Layer {

  @Override
  public List<Weight> weights() {
    return Stream.concat(forward.weights().stream(), backward.weights().stream()).toList();
  }

  @Override
  public List<CarriedState> carriedStates() {
    return Stream.concat(forward.carriedStates().stream(), backward.carriedStates().stream())
        .toList();
  }

  @Override
  public List<RandomSource> randomStreams() {
    return Stream.concat(forward.randomStreams().stream(), backward.randomStreams().stream())
        .distinct()
        .toList();
  }

  @Override
  public Sequence call(CallContext context, Sequence input) {
    Checks.require(
        config.mergeMode() != MergeMode.NONE,
        name,
        "mergeMode NONE gives two outputs; expected one. Call it with a list of inputs.");
    return call(context, List.of(input)).get(0);
  }

  @Override
  public List<Sequence> call(CallContext context, List<Sequence> inputs) {
    Halves<Sequence> halves = Halves.of(name, inputs);
    List<Sequence> y = forward.call(context, halves.forward());
    List<Sequence> yRev = backward.call(context, halves.backward());
    Sequence last = yRev.get(0);
    List<Sequence> results =
        new ArrayList<>(
            config.mergeMode().merge(y.get(0), last.hasTime() ? turnedRound(last) : last));
    results.addAll(y.subList(1, y.size()));
    results.addAll(yRev.subList(1, yRev.size()));
    results.forEach(result -> config.penalised(context, result));
    return List.copyOf(results);
  }

  /** The steps in reversed order; those that are padding too. The mask stays. */
  private static Sequence turnedRound(Sequence sequence) {
    int batch = sequence.batch();
    int[] rows = new int[sequence.timesteps() * batch];
    for (int row = 0; row < rows.length; row++) {
      int step = sequence.timesteps() - 1 - row / batch;
      rows[row] = step * batch + row % batch;
    }
    return sequence.withValues(gatherRows(sequence.values(), rows));
  }
}
