package dev.rewind.training.golden;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.rnn.RNNCell;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** Runs golden cases of layers and cells: outputs, states, masks and every gradient. */
final class LayerGolden {
  private LayerGolden() {}

  static void check(GoldenCase golden) {
    if (golden.group().equals("mask_rules")) {
      checkMaskRule(golden);
    } else if (golden.get("layer").text().equals("GRUCell")) {
      checkCell(golden);
    } else {
      checkLayer(golden);
    }
  }

  private static void checkLayer(GoldenCase golden) {
    List<GoldenValue> calls = golden.get("calls").items();
    String type = golden.get("layer").text();
    Layer layer =
        GoldenLayers.layer(type, golden.get("args"))
            .build(type, shape(calls.get(0)), RandomSource.of(1));
    RecordedCall.assign(golden.get("weights"), layer.weights());
    for (GoldenValue call : calls) {
      if (call.find("weights_after").isPresent()) {
        throw new UnsupportedOperationException("weights that a call changes are not built");
      }
      try (Tape tape = Tape.create()) {
        RecordedCall recorded = new RecordedCall(tape, call, golden.tolerance());
        List<Sequence> inputs = new ArrayList<>(List.of(recorded.inputs()));
        recorded.initialStates().forEach(state -> inputs.add(Sequence.ofVectors(state)));
        List<Sequence> results = layer.call(recorded.context(), inputs);
        recorded.compare(results.stream().map(Sequence::values).toList(), layer.weights());
        recorded.compareMask(results.get(0).mask());
      }
    }
  }

  private static DataShape shape(GoldenValue call) {
    try (Tape tape = Tape.create()) {
      return RecordedCall.inputs(tape, call).shape();
    }
  }

  private static void checkCell(GoldenCase golden) {
    List<GoldenValue> calls = golden.get("calls").items();
    RNNCell cell =
        GoldenLayers.cell("GRUCell", golden.get("args"))
            .build("cell", shape(calls.get(0)).features(), RandomSource.of(1));
    RecordedCall.assign(golden.get("weights"), cell.weights());
    for (GoldenValue call : calls) {
      try (Tape tape = Tape.create()) {
        RecordedCall recorded = new RecordedCall(tape, call, golden.tolerance());
        Sequence inputs = recorded.inputs();
        RNNCell.Step step =
            cell.begin(recorded.context(), inputs.batch())
                .step(inputs.values(), recorded.initialStates());
        List<Variable> results = new ArrayList<>(List.of(step.output()));
        results.addAll(step.states());
        recorded.compare(results, cell.weights());
      }
    }
  }

  /** The inputs are not recorded: only the mask that comes out counts. */
  private static void checkMaskRule(GoldenCase golden) {
    Mask mask = Mask.of(golden.tensor("input_mask").mask());
    int features = 3;
    RandomSource random = RandomSource.of(1);
    DMatrixRMaj x = new DMatrixRMaj(mask.timesteps() * mask.batch(), features);
    random.fillGaussian(0, 1, x);
    Layer layer =
        GoldenLayers.layer(golden.get("layer").text(), golden.config().orElseThrow())
            .build("layer", DataShape.sequence(features), random);
    try (Tape tape = Tape.create()) {
      Sequence inputs = Sequence.of(tape.constant(x), mask.timesteps(), Optional.of(mask));
      Sequence result = layer.call(CallContext.inference(tape), inputs);
      RecordedCall.compareMask(result.mask(), golden.find("output_mask"));
    }
  }
}
