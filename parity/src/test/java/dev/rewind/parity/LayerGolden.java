package dev.rewind.parity;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.CarriedState;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.rnn.DropoutRNNCell;
import dev.rewind.layers.rnn.GRUCell;
import dev.rewind.layers.rnn.RNNCell;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** Runs golden cases of layers and cells: outputs, states, masks and every gradient. */
final class LayerGolden {
  /** The features of inputs that are not recorded. */
  private static final int ANY_FEATURES = 3;

  private LayerGolden() {}

  static void check(GoldenCase golden) {
    if (golden.get("layer").text().equals("GRUCell")) {
      RecordedConfig.check(golden, config -> GoldenLayers.cell(golden, config));
      checkCell(golden);
    } else {
      RecordedConfig.check(golden, config -> GoldenLayers.layer(golden, config));
      checkLayer(golden);
    }
  }

  private static void checkLayer(GoldenCase golden) {
    if (golden.group().equals("mask_rules")) {
      checkMaskRule(golden);
    } else {
      checkCalls(golden);
    }
  }

  private static void checkCalls(GoldenCase golden) {
    List<GoldenValue> calls = golden.get("calls").items();
    RecordedLayout layout = RecordedLayout.of(golden);
    Layer layer =
        GoldenLayers.layer(golden)
            .build(golden.get("layer").text(), layout.shape(calls.get(0)), RandomSource.of(1));
    RecordedCall.assign(golden.get("weights"), layer.weights());
    for (GoldenValue call : calls) {
      reset(layer, call);
      try (Tape tape = Tape.create()) {
        RecordedCall recorded = new RecordedCall(tape, call, layout, golden.tolerance());
        List<Sequence> inputs = new ArrayList<>(List.of(recorded.inputs()));
        recorded.initialStates().forEach(state -> inputs.add(Sequence.ofVectors(state)));
        List<Sequence> results = layer.call(recorded.context(), inputs);
        recorded.compare(results.stream().map(Sequence::values).toList(), layer.weights());
        recorded.compareEffects(results.get(0).mask(), layer);
      }
    }
  }

  /** Sets the states as it was done before a call. */
  static void reset(Layer layer, GoldenValue call) {
    Optional<GoldenValue> reset = call.find("reset");
    if (reset.isEmpty()) {
      return;
    }
    if (reset.get().isText()) {
      layer.resetStates();
      return;
    }
    List<CarriedState> states = layer.carriedStates();
    for (int i = 0; i < states.size(); i++) {
      states.get(i).set(reset.get().items().get(i).tensor().matrix());
    }
  }

  private static void checkCell(GoldenCase golden) {
    List<GoldenValue> calls = golden.get("calls").items();
    RecordedLayout layout = RecordedLayout.of(golden);
    GRUCell config = GoldenLayers.cell(golden);
    DropoutRNNCell cell =
        config.build("cell", layout.shape(calls.get(0)).features(), RandomSource.of(1));
    RecordedCall.assign(golden.get("weights"), cell.weights());
    for (GoldenValue call : calls) {
      if (call.find("reset_masks").map(GoldenValue::flag).orElse(true)) {
        cell.resetDropoutMask();
        cell.resetRecurrentDropoutMask();
      }
      try (Tape tape = Tape.create()) {
        RecordedCall recorded = new RecordedCall(tape, call, layout, golden.tolerance());
        RNNCell.Step step =
            cell.call(recorded.context(), recorded.inputs().values(), recorded.initialStates());
        List<Variable> results = new ArrayList<>(List.of(step.output()));
        results.addAll(step.states());
        recorded.compare(results, cell.weights());
      }
    }
  }

  /** The inputs are not recorded: only the mask that comes out counts. */
  private static void checkMaskRule(GoldenCase golden) {
    Mask mask = Mask.of(golden.tensor("input_mask").mask());
    DMatrixRMaj x = new DMatrixRMaj(mask.timesteps() * mask.batch(), ANY_FEATURES);
    RandomSource random = RandomSource.of(1);
    random.fillGaussian(0, 1, x);
    Object config = KerasForm.of(golden.config().orElseThrow());
    LayerConfig described = GoldenLayers.layer(golden, (Map<?, ?>) config);
    Layer layer = described.build("layer", DataShape.sequence(ANY_FEATURES), random);
    try (Tape tape = Tape.create()) {
      Sequence inputs = Sequence.of(tape.constant(x), mask.timesteps(), Optional.of(mask));
      Sequence result = layer.call(CallContext.inference(tape), inputs);
      RecordedCall.compareMask(result.mask(), golden.find("output_mask"));
    }
  }
}
