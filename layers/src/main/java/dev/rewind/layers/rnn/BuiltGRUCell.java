package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.sliceRows;

import dev.rewind.autograd.Op;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import dev.rewind.layers.rnn.fused.GRUSequence;
import dev.rewind.layers.rnn.fused.SequenceSteps;
import java.util.List;
import java.util.Optional;

/** A GRU cell with its weights. */
final class BuiltGRUCell extends GatedCell<GRUCell> {
  BuiltGRUCell(String name, GRUCell config, int features, RandomSource random) {
    super(
        name,
        config,
        features,
        GRUSteps.GATES,
        random,
        maker -> makeBias(maker, config),
        config.profile().isTfKeras());
  }

  private static Weight makeBias(WeightMaker maker, GRUCell config) {
    int columns = GRUSteps.GATES.size() * config.units();
    return config.resetAfter()
        ? maker.make(GRUCell.BIAS, "bias", 2, columns)
        : maker.make(GRUCell.BIAS, "bias", columns);
  }

  @Override
  protected Steps begin(CallContext context, DropoutMasks masks) {
    boolean resetAfter = config().resetAfter();
    List<List<String>> inputGates = gatesByProduct(context);
    List<List<String>> recurrentGates =
        hasProductPerGate(context) || resetAfter ? inputGates : GRUSteps.CANDIDATE_APART;
    Optional<Variable> b = bias(context);
    Optional<Variable> inputBias = resetAfter ? b.map(v -> sliceRows(v, 0, 1)) : b;
    Optional<Variable> recurrentBias =
        resetAfter ? b.map(v -> sliceRows(v, 1, 2)) : Optional.empty();
    return new GRUSteps(
        cutKernel(context, inputGates, inputBias, masks.input()),
        cutRecurrentKernel(context, recurrentGates, recurrentBias, masks.recurrent()),
        resetAfter,
        config().recurrentActivation(),
        config().activation());
  }

  @Override
  Op sequence(CallContext context, DropoutMasks masks, SequenceSteps steps) {
    return new GRUSequence(
        steps, masks.matrices(), config().resetAfter(), recurrentActivation(), activation());
  }
}
