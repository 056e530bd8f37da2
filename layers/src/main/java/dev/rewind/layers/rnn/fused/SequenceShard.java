package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Some samples of a batch through all steps: the work of one thread. No shard reads what another
 * writes, so there is nothing to wait for but the end.
 *
 * <p>The steps are computed in chunks. What does not wait for the step before, the input's part of
 * the gates, is one product for a chunk:
 *
 * <pre>
 *   chunk:  a = (x ⊙ m)·W,  then step by step: cell
 * </pre>
 *
 * <p>What a kind of cell adds is a {@link Cell}. {@link ShardGradients} is the way back.
 */
final class SequenceShard {
  /** One kind of cell, for one shard. */
  interface Cell {
    /** A chunk begins: take the rows of memory and states anew. */
    void enter(SequenceShard shard);

    /** Computes the states after a step from those before it. */
    void step(RowSet rows);
  }

  private final SequenceCall call;
  private final Kernels kernels;
  private final SequenceSteps steps;
  private final int firstSample;
  private final int samples;
  private final int chunk;
  private final RowSet rows;
  private final RowSet idle;
  private final Optional<TimeRows> valid;
  private final TimeRows x;
  private final DMatrixRMaj seenInput;
  private final List<DMatrixRMaj> memory = new ArrayList<>();
  private final List<DMatrixRMaj> states = new ArrayList<>();
  private final Cell cell;
  private int start;
  private int length;
  private boolean entered;

  /** A shard of the samples from one on. Borrows all that it needs, since threads can not. */
  SequenceShard(SequenceCall call, int firstSample, int samples) {
    this.call = call;
    this.kernels = call.kernels();
    this.steps = call.steps();
    this.firstSample = firstSample;
    this.samples = samples;
    this.chunk = steps.chunk(samples);
    this.rows = new RowSet(samples);
    this.idle = new RowSet(samples);
    this.valid = steps.valid().map(mask -> steps.whole(mask, firstSample));
    this.x = steps.whole(call.x(), firstSample);
    this.seenInput = roomToSee(call.input());
    if (call.memory().isEmpty()) {
      for (int slot = 0; slot < call.op().slots(); slot++) {
        int columns = call.op().slotColumns(kernels, call.units(), slot);
        memory.add(call.room().of(chunk * samples, columns));
      }
    }
    if (call.states().isEmpty()) {
      for (int s = 0; s < call.initial().size(); s++) {
        states.add(call.room().of((chunk + 1) * samples, call.units()));
      }
    }
    this.cell = call.op().newCell(call, this);
  }

  SequenceCall call() {
    return call;
  }

  Cell cell() {
    return cell;
  }

  RowSet rows() {
    return rows;
  }

  RowSet idle() {
    return idle;
  }

  Optional<TimeRows> valid() {
    return valid;
  }

  TimeRows x() {
    return x;
  }

  int firstSample() {
    return firstSample;
  }

  int samples() {
    return samples;
  }

  /** Number of steps of a chunk, but for a last shorter one. */
  int chunk() {
    return chunk;
  }

  /** First step of the present chunk. */
  int start() {
    return start;
  }

  /** Number of steps of the present chunk. */
  int length() {
    return length;
  }

  /** Room of one step: a row for each sample. */
  TimeRows oneStep(int columns) {
    return TimeRows.ofOneStep(call.room().of(samples, columns));
  }

  /** Room of one step for what is seen through masks; anything if there are none. */
  TimeRows oneStepToSee(GateProduct product) {
    return product.masks() == 0 ? x : oneStep(product.seenColumns());
  }

  /** Room of a chunk for what is seen through masks; anything if there are none. */
  DMatrixRMaj roomToSee(GateProduct product) {
    return product.masks() == 0 ? call.x() : call.room().of(chunk * samples, product.seenColumns());
  }

  /** The steps of a matrix that has room for the present chunk. */
  TimeRows ofChunk(DMatrixRMaj matrix) {
    return new TimeRows(matrix, -start * samples, samples);
  }

  /** What is kept for backward, at the steps of the present chunk. */
  TimeRows memory(int slot) {
    return call.memory().isEmpty()
        ? ofChunk(memory.get(slot))
        : steps.whole(call.memory().get(slot), firstSample);
  }

  /** A state before the steps of the present chunk. */
  TimeRows before(int state) {
    return call.states()
        .map(all -> steps.before(all, state, firstSample))
        .orElseGet(() -> ofChunk(states.get(state)));
  }

  /** A given state of one step, such as an initial one. */
  TimeRows given(DMatrixRMaj matrix, int number) {
    return new TimeRows(matrix, number * steps.batch() + firstSample, 0);
  }

  /** All samples of a step that use it. */
  RowSet at(int step) {
    return from(step, 1, 1);
  }

  /** All samples of some steps that use them. */
  RowSet from(int step, int number, int direction) {
    return valid.isPresent()
        ? rows.valid(step, number, direction, valid.get())
        : rows.steps(step, number, direction);
  }

  /**
   * Computes all steps.
   *
   * @param output the op's output. Modified.
   */
  void forward(DMatrixRMaj output) {
    for (int s = 0; s < call.initial().size(); s++) {
      copyState(given(call.initial().get(s), 0), before(s), 0);
    }
    for (int from = 0; from < steps.timesteps(); from += chunk) {
      moveLastStates(from);
      enter(from);
      keepBoundary();
      forwardChunk();
    }
    for (int s = 0; s < call.initial().size() && !steps.allStates(); s++) {
      copyState(before(s).next(), given(output, s), steps.timesteps() - 1);
    }
  }

  /** The states after the chunk before become those before the next one. */
  private void moveLastStates(int from) {
    for (int s = 0; s < states.size() && from > 0; s++) {
      TimeRows last = before(s);
      copyState(last, new TimeRows(last.matrix(), -from * samples, samples), from);
    }
  }

  void enter(int from) {
    start = from;
    length = Math.min(chunk, steps.timesteps() - from);
    if (!entered || isLocal()) {
      cell.enter(this);
      entered = true;
    }
  }

  /** Whether memory or states are those of a chunk, and elsewhere in the next one. */
  private boolean isLocal() {
    return call.memory().isEmpty() || call.states().isEmpty();
  }

  private void keepBoundary() {
    for (int s = 0; s < call.initial().size() && call.boundaries().isPresent(); s++) {
      copyState(before(s), boundary(s), start);
    }
  }

  /** Computes the present chunk again from the states before it. */
  void recompute() {
    for (int s = 0; s < call.initial().size(); s++) {
      copyState(boundary(s), before(s), start);
    }
    forwardChunk();
  }

  /** The kept states before the present chunk. */
  private TimeRows boundary(int state) {
    int number = state * steps.chunks(samples) + start / chunk;
    return given(call.boundaries().orElseThrow(), number);
  }

  private void forwardChunk() {
    RowSet all = from(start, length, 1);
    call.input().forward(seeInput(all), memory(SequenceOp.ARGUMENTS), all);
    for (int i = start; i < start + length; i++) {
      cell.step(at(i));
      if (valid.isPresent()) {
        idle.masked(i, valid.get());
        for (int s = 0; s < call.initial().size(); s++) {
          kernels.copyRows(before(s), before(s).next(), call.units(), idle);
        }
      }
    }
  }

  /** What the gates see of the input. */
  TimeRows seeInput(RowSet of) {
    return see(call.input(), x, seenInput, of);
  }

  /**
   * What gates see of something.
   *
   * @param room from {@link #roomToSee}
   */
  TimeRows see(GateProduct product, TimeRows v, DMatrixRMaj room, RowSet of) {
    return product.masks() == 0 ? v : product.see(v, ofChunk(room), firstSample, of);
  }

  private void copyState(TimeRows state, TimeRows to, int step) {
    kernels.copyRows(state, to, call.units(), rows.step(step));
  }
}
