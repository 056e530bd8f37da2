package dev.rewind.saving;

import dev.rewind.core.Checks;
import dev.rewind.core.TensorShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries that the state_dict of a {@code torch.nn.GRU} has.
 *
 * @param gru which GRU
 */
record TorchEntries(TorchGRU gru) {
  static final String REVERSE = "_reverse";

  /** Refuses other entries, other shapes, and fewer. */
  void require(Map<String, StoredTensor> stateDict) {
    Map<String, TensorShape> expected = shapes();
    expected.forEach(
        (name, shape) -> {
          StoredTensor found = TorchWeights.entry(stateDict, name);
          Checks.require(
              found.shape().equals(shape),
              gru.options().owner(),
              name + " has the shape " + found.shape() + "; expected " + shape + ".");
        });
    for (String name : stateDict.keySet()) {
      Checks.require(
          expected.containsKey(name),
          gru.options().owner(),
          "unknown entry "
              + name
              + "; expected "
              + String.join(", ", expected.keySet())
              + ". Take the entries of this GRU only.");
    }
  }

  /** The names and shapes, in PyTorch's order. */
  private Map<String, TensorShape> shapes() {
    Map<String, TensorShape> shapes = new LinkedHashMap<>();
    for (int layer = 0; layer < gru.numLayers(); layer++) {
      for (String ending : endings(layer)) {
        shapes.putAll(TorchWeights.shapes(ending, gates(), features(layer), gru.bias()));
      }
    }
    return shapes;
  }

  TorchGates gates() {
    return new TorchGates(gru.hiddenSize());
  }

  /** The number of features that a layer gets. */
  int features(int layer) {
    return layer == 0 ? gru.inputSize() : gru.hiddenSize() * endings(layer).size();
  }

  /** What PyTorch's names of a layer end with, way by way: 0, and perhaps 0_reverse. */
  List<String> endings(int layer) {
    String forward = String.valueOf(layer);
    return gru.bidirectional() ? List.of(forward, forward + REVERSE) : List.of(forward);
  }
}
