package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Where a call has what the steps of a sequence read and write: matrices with rows for the whole
 * batch, of which each shard uses those of its samples.
 *
 * <p>What is not kept for backward has room for a chunk of steps only, and the next chunk uses it
 * again. States have one step more, the one before the first.
 */
final class SequenceRows {
  /** One kind of cell. */
  interface Cell {
    /** Computes the states after a step from those before it. */
    void step(RowSet rows);

    /** The same cell on the way back. */
    SequenceGradients.Cell backward(SequenceGradients gradients);
  }

  private final SequenceWeights weights;
  private final Kernels kernels;
  private final SequenceSteps steps;
  private final SequenceMemory memory;
  private final Room room;
  private final int chunk;
  private final int chunks;
  private final Optional<TimeRows> valid;
  private final TimeRows[] slots;
  private final TimeRows[] before;
  private final TimeRows[] after;
  private final ProductRows input;
  private final ProductRows state;
  private final Optional<ProductRows> reset;
  private final Cell cell;
  private final RowSet wholeBatch;

  /**
   * Borrows all that is needed, since threads can not.
   *
   * @param samples number of samples of the largest shard
   * @param x the input
   */
  SequenceRows(SequenceWeights weights, int samples, TimeRows x, SequenceMemory memory, Room room) {
    SequenceOp op = weights.op();
    this.weights = weights;
    this.kernels = weights.kernels();
    this.steps = op.steps();
    this.memory = memory;
    this.room = room;
    this.chunk = steps.chunk(samples);
    this.chunks = steps.chunks(samples);
    this.valid = steps.valid().map(steps::whole);
    this.slots = new TimeRows[op.slots()];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] =
          memory.isWhole()
              ? steps.whole(memory.slots().get(slot))
              : ring(chunk, op.slotColumns(kernels, weights.units(), slot));
    }
    this.before = new TimeRows[op.states()];
    this.after = new TimeRows[op.states()];
    for (int s = 0; s < before.length; s++) {
      before[s] = before(s);
      after[s] = before[s].next();
    }
    this.input = product(weights.input(), x);
    this.state = product(weights.state(), before[0]);
    this.reset = weights.reset().map(product -> product(product, slots[SequenceOp.ARGUMENTS + 1]));
    this.cell = op.newCell(this);
    this.wholeBatch = new RowSet(steps.batch());
  }

  private TimeRows before(int s) {
    if (memory.states().isPresent()) {
      return steps.before(memory.states().get(), s);
    }
    int rows = (Math.min(chunk, steps.timesteps()) + 1) * steps.batch();
    return new TimeRows(room.of(rows, weights.units()), 0, steps.batch(), chunk);
  }

  private ProductRows product(GateProduct product, TimeRows v) {
    boolean isSeenAsItIs = product.masks() == 0;
    return new ProductRows(product, v, isSeenAsItIs ? v : ring(chunk, product.seenColumns()));
  }

  /**
   * Room for some steps, which those that follow use again.
   *
   * @param period how many, a power of two
   */
  TimeRows ring(int period, int columns) {
    int rows = Math.min(period, steps.timesteps()) * steps.batch();
    return new TimeRows(room.of(rows, columns), 0, steps.batch(), period);
  }

  /** Room of one step. */
  TimeRows oneStep(int columns) {
    return TimeRows.ofOneStep(room.of(steps.batch(), columns));
  }

  SequenceWeights weights() {
    return weights;
  }

  SequenceSteps steps() {
    return steps;
  }

  SequenceMemory memory() {
    return memory;
  }

  Room room() {
    return room;
  }

  /** Number of steps that are computed at a time, a power of two. */
  int chunk() {
    return chunk;
  }

  /** 0 where a sample does not use a step; nothing if all do. */
  Optional<TimeRows> valid() {
    return valid;
  }

  /** What a step computes that backward sees again. */
  TimeRows slot(int slot) {
    return slots[slot];
  }

  /** A state before each step. */
  TimeRows stateBefore(int s) {
    return before[s];
  }

  /** A state after each step. */
  TimeRows stateAfter(int s) {
    return after[s];
  }

  /** How many states there are. */
  int states() {
    return before.length;
  }

  /** The product of the input with W. */
  ProductRows input() {
    return input;
  }

  /** The product of the state before a step with U. */
  ProductRows state() {
    return state;
  }

  /** The product of {@code r ⊙ hPrev} with U, where there is one. */
  Optional<ProductRows> reset() {
    return reset;
  }

  Cell cell() {
    return cell;
  }

  /** Puts a state before the first step. */
  void begin(int s, DMatrixRMaj initial) {
    copyState(TimeRows.ofOneStep(initial), before[s], wholeBatch(0));
  }

  /** Gives the states after the last step, one below the other. */
  void end(DMatrixRMaj last) {
    for (int s = 0; s < before.length; s++) {
      RowSet rows = wholeBatch(steps.timesteps() - 1);
      copyState(after[s], new TimeRows(last, s * steps.batch(), 0), rows);
    }
  }

  /** All samples at a step. Not for several threads. */
  RowSet wholeBatch(int step) {
    return wholeBatch.step(step);
  }

  /** If there is room for a chunk only: the states after it are those before the next one. */
  void moveLastStates(RowSet rows) {
    for (int s = 0; s < before.length && memory.states().isEmpty(); s++) {
      DMatrixRMaj states = before[s].matrix();
      TimeRows last = new TimeRows(states, chunk * steps.batch(), 0);
      copyState(last, TimeRows.ofOneStep(states), rows);
    }
  }

  /** Keeps the states before a chunk. */
  void keepBoundary(int start, RowSet rows) {
    for (int s = 0; s < before.length && memory.boundaries().isPresent(); s++) {
      copyState(before[s], boundary(s, start), rows);
    }
  }

  /** Puts the kept states before a chunk again. */
  void returnToBoundary(int start, RowSet rows) {
    for (int s = 0; s < before.length; s++) {
      copyState(boundary(s, start), before[s], rows);
    }
  }

  private TimeRows boundary(int s, int start) {
    int number = s * chunks + start / chunk;
    return new TimeRows(memory.boundaries().orElseThrow(), number * steps.batch(), 0);
  }

  /** The states after a step are those before it. */
  void keepStates(RowSet rows) {
    for (int s = 0; s < before.length; s++) {
      copyState(before[s], after[s], rows);
    }
  }

  private void copyState(TimeRows from, TimeRows to, RowSet rows) {
    kernels.copyRows(from, to, weights.units(), rows);
  }
}
