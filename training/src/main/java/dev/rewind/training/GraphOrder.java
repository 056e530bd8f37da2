package dev.rewind.training;

import dev.rewind.core.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls and the layers that lead from inputs to outputs, in Keras' order: by their depth, which
 * is the largest number of calls to an output, and among equals as a walk from the first output
 * back to the inputs meets them. What no output depends on is left out, but for inputs.
 *
 * <p><b>Source</b>: {@code map_graph} in {@code keras/src/ops/function.py}, Keras 3.15.1.
 */
final class GraphOrder {
  private final List<Input> inputs;
  private final Set<LayerCall> visited = new LinkedHashSet<>();
  private final Map<SharedLayer, Integer> met = new HashMap<>();
  private final Map<LayerCall, Integer> callDepths = new LinkedHashMap<>();
  private final Map<SharedLayer, Integer> layerDepths = new LinkedHashMap<>();

  GraphOrder(List<Input> inputs, List<Tensor> outputs) {
    this.inputs = inputs;
    for (int i = 0; i < outputs.size(); i++) {
      visit(outputs.get(i), i);
    }
    measureDepths();
    for (Input input : inputs) {
      LayerCall call = input.source();
      if (!callDepths.containsKey(call)) {
        callDepths.put(call, 0);
        layerDepths.put(call.layer(), 0);
        met.put(call.layer(), -1);
      }
    }
  }

  /** Every call after those that it depends on. */
  List<LayerCall> calls() {
    return callDepths.keySet().stream()
        .sorted(Comparator.comparing((LayerCall call) -> -number(callDepths, call)))
        .toList();
  }

  List<SharedLayer> layers() {
    return layerDepths.keySet().stream()
        .sorted(
            Comparator.comparing((SharedLayer layer) -> -number(layerDepths, layer))
                .thenComparing(layer -> number(met, layer)))
        .toList();
  }

  private static <K> int number(Map<K, Integer> numbers, K key) {
    return numbers.getOrDefault(key, 0);
  }

  private void visit(Tensor tensor, int output) {
    LayerCall call = tensor.source();
    if (visited.contains(call)) {
      return;
    }
    Checks.require(
        !call.isInput() || inputs.contains(tensor),
        "Functional",
        "output "
            + output
            + " depends on "
            + tensor
            + ", which is not among the inputs of the model. List it there.");
    met.putIfAbsent(call.layer(), met.size());
    call.inputs().forEach(input -> visit(input, output));
    visited.add(call);
  }

  private void measureDepths() {
    List<LayerCall> fromOutputs = new ArrayList<>(visited);
    Collections.reverse(fromOutputs);
    for (LayerCall call : fromOutputs) {
      int depth = Math.max(number(callDepths, call), number(layerDepths, call.layer()));
      callDepths.put(call, depth);
      layerDepths.put(call.layer(), depth);
      for (Tensor input : call.inputs()) {
        callDepths.merge(input.source(), depth + 1, Math::max);
      }
    }
  }
}
