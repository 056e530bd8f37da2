package dev.rewind.layers.rnn.fused;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which gates a product has, and where in a matrix of gradients theirs are.
 *
 * @param together as few runs of gates as there can be, which see the same
 * @param apart each gate by itself, to see through a dropout mask of its own
 */
record GateLayout(List<Run> together, List<Run> apart) {

  /**
   * Some gates that are neighbours in the kernel and among the gradients.
   *
   * @param gate the first one's place in the kernel, counted in gates
   * @param count how many
   * @param dGate the place of the first one's gradient, counted in gates
   * @param mask number of the dropout mask that they see through, if there are any
   */
  record Run(int gate, int count, int dGate, int mask) {}

  /**
   * Some gates that are neighbours in the kernel.
   *
   * @param first the first gate
   * @param dGates for each of them the place of its gradient
   */
  static GateLayout of(int first, int... dGates) {
    return new GateLayout(runs(first, dGates, false), runs(first, dGates, true));
  }

  /** Gates whose gradients are in the same order as they are. */
  static GateLayout inOrder(int first, int count) {
    return of(first, IntStream.range(first, first + count).toArray());
  }

  private static List<Run> runs(int first, int[] dGates, boolean apart) {
    List<Run> runs = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= dGates.length; i++) {
      boolean goesOn = i < dGates.length && !apart && dGates[i] == dGates[i - 1] + 1;
      if (!goesOn) {
        int mask = apart ? runs.size() : 0;
        runs.add(new Run(first + begin, i - begin, dGates[begin], mask));
        begin = i;
      }
    }
    return List.copyOf(runs);
  }
}
