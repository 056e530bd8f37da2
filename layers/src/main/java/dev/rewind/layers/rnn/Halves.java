package dev.rewind.layers.rnn;

import dev.rewind.core.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of a bidirectional layer for each of its layers: the sequence for both, and of the
 * initial states one half each.
 */
record Halves<T>(List<T> forward, List<T> backward) {

  static <T> Halves<T> of(String who, List<T> inputs) {
    int states = inputs.size() - 1;
    Checks.require(
        states >= 0 && states % 2 == 0,
        who,
        "got "
            + inputs.size()
            + " inputs; expected a sequence, and after it either no initial state or those of the"
            + " forward layer and as many of the backward layer.");
    int half = states / 2;
    List<T> backward = new ArrayList<>(inputs.subList(0, 1));
    backward.addAll(inputs.subList(1 + half, inputs.size()));
    return new Halves<>(List.copyOf(inputs.subList(0, 1 + half)), List.copyOf(backward));
  }
}
