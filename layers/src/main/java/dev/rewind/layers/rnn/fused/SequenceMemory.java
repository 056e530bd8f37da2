package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * What forward keeps for backward.
 *
 * @param slots what is kept at all steps, slot by slot; nothing if it is kept for a chunk only
 * @param states all states at all steps, if they are kept
 * @param boundaries the states before each chunk, if these are kept instead
 */
record SequenceMemory(
    List<DMatrixRMaj> slots, Optional<DMatrixRMaj> states, Optional<DMatrixRMaj> boundaries) {
  /** Slots of the tape. */
  private static final int BOUNDARIES = 100;

  private static final int STATES = 101;

  /** Nothing is kept. */
  static final SequenceMemory NONE =
      new SequenceMemory(List.of(), Optional.empty(), Optional.empty());

  /** Room for what the forward pass of an op keeps. */
  static SequenceMemory of(SequenceWeights weights, Shards shards, Op.Forward forward) {
    SequenceOp op = weights.op();
    SequenceSteps steps = op.steps();
    int units = weights.units();
    boolean keeps = forward.remembered() && !steps.rematerialise();
    List<DMatrixRMaj> slots = new ArrayList<>(op.slots());
    for (int slot = 0; slot < op.slots() && keeps; slot++) {
      int columns = op.slotColumns(weights.kernels(), units, slot);
      slots.add(forward.save(slot, new Shape(steps.rows(), columns)));
    }
    Optional<DMatrixRMaj> states = Optional.empty();
    if (steps.allStates()) {
      states = Optional.of(forward.output());
    } else if (keeps) {
      states = Optional.of(forward.save(STATES, steps.states(op.states(), units)));
    }
    if (keeps || !forward.remembered()) {
      return new SequenceMemory(slots, states, Optional.empty());
    }
    int rows = op.states() * steps.chunks(shards.most()) * steps.batch();
    return new SequenceMemory(
        slots, states, Optional.of(forward.save(BOUNDARIES, new Shape(rows, units))));
  }

  /** What the forward pass of an op has kept. */
  static SequenceMemory of(SequenceOp op, Op.Backward backward) {
    if (op.steps().rematerialise()) {
      return new SequenceMemory(
          List.of(), Optional.empty(), Optional.of(backward.saved(BOUNDARIES)));
    }
    List<DMatrixRMaj> slots = new ArrayList<>(op.slots());
    for (int slot = 0; slot < op.slots(); slot++) {
      slots.add(backward.saved(slot));
    }
    DMatrixRMaj states = op.steps().allStates() ? backward.output() : backward.saved(STATES);
    return new SequenceMemory(slots, Optional.of(states), Optional.empty());
  }

  /** Whether all that is computed at a step is kept. */
  boolean isWhole() {
    return !slots.isEmpty();
  }
}
