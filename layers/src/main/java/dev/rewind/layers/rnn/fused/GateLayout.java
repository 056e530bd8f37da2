package dev.rewind.layers.rnn.fused;

import java.util.ArrayList;
import java.util.List;

/**
 * Which gates a product has, and where in a matrix of gradients theirs are.
 *
 * @param units width of a gate
 * @param first the first gate of the product in the kernel
 * @param dGates for each gate of the product the place of its gradient, counted in gates
 */
record GateLayout(int units, int first, List<Integer> dGates) {

  /** Some gates that are neighbours in both. */
  record Run(int gate, int count, int dGate) {}

  /** Gates whose gradients are in the same order as they are. */
  static GateLayout inOrder(int units, int first, int count) {
    List<Integer> dGates = new ArrayList<>();
    for (int gate = first; gate < first + count; gate++) {
      dGates.add(gate);
    }
    return new GateLayout(units, first, dGates);
  }

  /** As few runs as there can be, or one for each gate. */
  List<Run> runs(boolean single) {
    List<Run> runs = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= dGates.size(); i++) {
      boolean goesOn = i < dGates.size() && !single && dGates.get(i) == dGates.get(i - 1) + 1;
      if (!goesOn) {
        runs.add(new Run(first + begin, i - begin, dGates.get(begin)));
        begin = i;
      }
    }
    return runs;
  }
}
