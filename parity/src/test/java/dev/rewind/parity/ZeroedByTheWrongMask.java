package dev.rewind.parity;

import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Golden cases in which tf.keras, unrolled and going backwards, zeroes its outputs, which are in
 * reversed order, by a mask which is not. Rewind zeroes the outputs of the steps that are masked.
 *
 * <p>What tf.keras computed is compared all the same: the outputs without zeroing, times the mask
 * in the wrong order, equal the record in values and gradients.
 */
final class ZeroedByTheWrongMask {
  private ZeroedByTheWrongMask() {}

  static void check(GoldenCase golden) {
    RecordedConfig.check(golden, config -> GoldenLayers.layer(golden, config));
    RecordedLayout layout = RecordedLayout.of(golden);
    List<GoldenValue> calls = golden.get("calls").items();
    GRU config = (GRU) GoldenLayers.layer(golden);
    Layer holding = layer(golden, config.zeroOutputForMask(false), layout.shape(calls.get(0)));
    Layer zeroing = layer(golden, config, layout.shape(calls.get(0)));
    for (GoldenValue call : calls) {
      LayerGolden.reset(holding, call);
      LayerGolden.reset(zeroing, call);
      try (Tape tape = Tape.create()) {
        RecordedCall recorded = new RecordedCall(tape, call, layout, golden.tolerance());
        List<Sequence> held = call(holding, recorded);
        Mask mask = recorded.inputs().mask().orElseGet(() -> all(recorded.inputs()));
        List<Variable> results = new ArrayList<>(List.of(zeroed(held.get(0), mask.column())));
        held.stream().skip(1).map(Sequence::values).forEach(results::add);
        recorded.compare(results, holding.weights());
        recorded.compareEffects(held.get(0).mask(), holding);
        assertMatrix(call(zeroing, recorded).get(0).values().value())
            .named("output of Rewind")
            .isCloseTo(zeroed(held.get(0), inOrderOfProcessing(mask)).value(), golden.tolerance());
      }
    }
  }

  private static Mask all(Sequence inputs) {
    int[] lengths = new int[inputs.batch()];
    Arrays.fill(lengths, inputs.timesteps());
    return Mask.ofLengths(inputs.timesteps(), lengths);
  }

  private static Variable zeroed(Sequence output, DMatrixRMaj valid) {
    int columns = output.features();
    DMatrixRMaj factors = new DMatrixRMaj(valid.numRows, columns);
    for (int row = 0; row < valid.numRows; row++) {
      for (int column = 0; column < columns; column++) {
        factors.set(row, column, valid.get(row, 0));
      }
    }
    return mul(output.values(), output.values().tape().constant(factors));
  }

  private static DMatrixRMaj inOrderOfProcessing(Mask mask) {
    DMatrixRMaj reversed = new DMatrixRMaj(mask.timesteps() * mask.batch(), 1);
    for (int t = 0; t < mask.timesteps(); t++) {
      for (int b = 0; b < mask.batch(); b++) {
        int row = (mask.timesteps() - 1 - t) * mask.batch() + b;
        reversed.set(row, 0, mask.isValid(b, t) ? 1 : 0);
      }
    }
    return reversed;
  }

  private static Layer layer(GoldenCase golden, GRU config, DataShape shape) {
    Layer layer = config.build("GRU", shape, RandomSource.of(1));
    RecordedCall.assign(golden.get("weights"), layer.weights());
    return layer;
  }

  private static List<Sequence> call(Layer layer, RecordedCall call) {
    List<Sequence> inputs = new ArrayList<>(List.of(call.inputs()));
    call.initialStates().forEach(state -> inputs.add(Sequence.ofVectors(state)));
    return layer.call(call.context(), inputs);
  }
}
