package dev.rewind.saving;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenFiles;
import dev.rewind.testkit.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** The way to PyTorch's two results that the class shows: two layers, both ways, packed. */
class TorchGRUStatesTest {
  private static final int LAYERS = 2;
  private static final int WAYS = 2;

  private final GoldenCase golden =
      GoldenFiles.packed().suite("torch_gru").orElseThrow().cases().stream()
          .filter(one -> one.name().equals("packed_layers2_bidirectional"))
          .findFirst()
          .orElseThrow();
  private final int[] lengths = golden.get("lengths").integers();

  private Map<String, StoredTensor> stateDict() {
    Map<String, StoredTensor> stateDict = new LinkedHashMap<>();
    golden
        .get("state_dict")
        .fields()
        .forEach(
            (name, value) -> {
              Tensor tensor = value.tensor();
              stateDict.put(
                  name, StoredTensor.float64(TensorShape.of(tensor.shape()), tensor.values()));
            });
    return stateDict;
  }

  /** The states of one way of one layer, of rows (layers·ways·batch). */
  private DMatrixRMaj states(String field, int way) {
    DMatrixRMaj all = golden.tensor(field).rows();
    int batch = lengths.length;
    return CommonOps_DDRM.extract(all, way * batch, (way + 1) * batch, 0, all.numCols);
  }

  @Test
  void outputAndLastStatesOfPackedSequencesAreThoseOfPyTorch() {
    Map<String, StoredTensor> stateDict = stateDict();
    TorchGRU gru = TorchGRU.of(stateDict).returnState(true);
    List<Layer> layers = gru.build(RandomSource.of(1));
    gru.assign(stateDict, layers);
    Tensor inputs = golden.tensor("inputs").swapBatchAndTime(); // batch_first
    int timesteps = inputs.shape()[0];
    try (Tape tape = Tape.create()) {
      List<Sequence> h0 = new ArrayList<>();
      for (int way = 0; way < LAYERS * WAYS; way++) {
        h0.add(Sequence.ofVectors(tape.constant(states("h_0", way))));
      }
      Sequence output =
          Sequence.of(tape.constant(inputs.rows()), timesteps)
              .withMask(Mask.ofLengths(timesteps, lengths));
      List<Sequence> hN = new ArrayList<>();
      for (Layer layer : layers) {
        List<Sequence> called = new ArrayList<>(List.of(output));
        called.addAll(h0.subList(hN.size(), hN.size() + WAYS));
        List<Sequence> results = layer.call(CallContext.inference(tape), called);
        output = results.get(0);
        hN.addAll(results.subList(1, results.size()));
      }
      assertMatrix(output.values().value())
          .named("output")
          .isCloseTo(golden.tensor("outputs").swapBatchAndTime().rows(), golden.tolerance());
      assertThat(hN).hasSize(LAYERS * WAYS);
      for (int way = 0; way < hN.size(); way++) {
        assertMatrix(hN.get(way).values().value())
            .named("h_n " + way)
            .isCloseTo(states("h_n", way), golden.tolerance());
      }
    }
  }
}
