package dev.rewind.saving;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The weights of one way of one layer of a GRU, and their entries in PyTorch's state_dict.
 *
 * @param ending what the names of the entries end with, such as {@code 0_reverse}
 * @param gates the order of the gates
 * @param weights kernel, recurrent kernel and perhaps bias
 */
record TorchWeights(String ending, TorchGates gates, List<Weight> weights) {
  static final String INPUT = "weight_ih_l";
  static final String HIDDEN = "weight_hh_l";
  static final String INPUT_BIAS = "bias_ih_l";
  static final String HIDDEN_BIAS = "bias_hh_l";

  static StoredTensor entry(Map<String, StoredTensor> stateDict, String name) {
    StoredTensor entry = stateDict.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "TorchGRU: there is no entry "
              + name
              + " among "
              + String.join(", ", stateDict.keySet())
              + "; expected all weights of a torch.nn.GRU."
              + wayOut(stateDict, name));
    }
    return entry;
  }

  /** In a larger model the names of a GRU begin with that of its part. */
  private static String wayOut(Map<String, StoredTensor> stateDict, String name) {
    return stateDict.keySet().stream()
        .filter(key -> key.endsWith("." + name))
        .findFirst()
        .map(key -> key.substring(0, key.length() - name.length()))
        .map(prefix -> " Take its part of the model with Safetensors.tensors(\"" + prefix + "\").")
        .orElse("");
  }

  /** The entries of one way, in PyTorch's order. */
  static Map<String, TensorShape> shapes(
      String ending, TorchGates gates, int features, boolean bias) {
    Map<String, TensorShape> shapes = new LinkedHashMap<>();
    shapes.put(INPUT + ending, TensorShape.of(gates.all(), features));
    shapes.put(HIDDEN + ending, TensorShape.of(gates.all(), gates.units()));
    if (bias) {
      shapes.put(INPUT_BIAS + ending, TensorShape.of(gates.all()));
      shapes.put(HIDDEN_BIAS + ending, TensorShape.of(gates.all()));
    }
    return shapes;
  }

  void requireFeatures(int features) {
    Parameter kernel = weights.get(0).parameter();
    Checks.sameShape(kernel.name(), kernel.shape(), new Shape(features, gates.all()));
  }

  void assign(Map<String, StoredTensor> stateDict) {
    assign(0, gates.toKeras(entry(stateDict, INPUT + ending).matrix()));
    assign(1, gates.toKeras(entry(stateDict, HIDDEN + ending).matrix()));
    if (hasBias()) {
      DMatrixRMaj bias = new DMatrixRMaj(2, gates.all());
      CommonOps_DDRM.insert(biasRow(entry(stateDict, INPUT_BIAS + ending)), bias, 0, 0);
      CommonOps_DDRM.insert(biasRow(entry(stateDict, HIDDEN_BIAS + ending)), bias, 1, 0);
      assign(2, bias);
    }
  }

  private void assign(int weight, DMatrixRMaj value) {
    weights.get(weight).parameter().assign(value);
  }

  private boolean hasBias() {
    return weights.size() > 2;
  }

  private DMatrixRMaj biasRow(StoredTensor entry) {
    return gates.toKeras(CommonOps_DDRM.transpose(entry.matrix(), null));
  }

  /** Writes what belongs to the weights into a state_dict, in PyTorch's order. */
  void write(Function<Parameter, DMatrixRMaj> matrices, Map<String, StoredTensor> stateDict) {
    stateDict.put(INPUT + ending, matrix(matrices, 0));
    stateDict.put(HIDDEN + ending, matrix(matrices, 1));
    if (hasBias()) {
      DMatrixRMaj bias = matrices.apply(weights.get(2).parameter());
      stateDict.put(INPUT_BIAS + ending, vector(bias, 0));
      stateDict.put(HIDDEN_BIAS + ending, vector(bias, 1));
    }
  }

  private StoredTensor matrix(Function<Parameter, DMatrixRMaj> matrices, int weight) {
    DMatrixRMaj torch = gates.toTorch(matrices.apply(weights.get(weight).parameter()));
    return StoredTensor.float64(TensorShape.of(torch.numRows, torch.numCols), torch.data);
  }

  private StoredTensor vector(DMatrixRMaj bias, int row) {
    DMatrixRMaj torch = gates.toTorch(CommonOps_DDRM.extractRow(bias, row, null));
    return StoredTensor.float64(TensorShape.of(gates.all()), torch.data);
  }
}
