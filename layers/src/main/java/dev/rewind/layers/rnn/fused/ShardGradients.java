package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op.Backward;
import dev.rewind.core.kernels.Gathered;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The way back of a {@link SequenceShard}, from the last chunk to the first. What does not go on to
 * the step before is computed for a chunk at once:
 *
 * <pre>
 *   step:   from the last to the first: cell, gives da
 *   group:  a few steps, db += Σ da,  dx += (da·Wᵀ) ⊙ m
 *   chunk:  many steps,  dW += (x ⊙ m)ᵀ·da,  dU += …
 * </pre>
 *
 * <p>The gradients of the weights are this shard's own; they are added up when all shards are done.
 */
final class ShardGradients {
  /** One kind of cell on the way back, for one shard. */
  interface CellGradients {
    /**
     * Computes the gradients of a step.
     *
     * @param side which of the two {@link #states(int, int)} has the gradients after the step; the
     *     other gets those before it
     */
    void stepBack(RowSet rows, int side);

    /**
     * Gathers what the recurrent kernel was multiplied by at some steps.
     *
     * @param at how many rows have been gathered
     */
    void gather(RowSet rows, int at);

    /** Adds to the gradient of the recurrent kernel, for all rows that were gathered. */
    void addRecurrentKernelGradient(List<Gathered> ds, int count);
  }

  /** Rows of the steps whose gradients are used while they are near. */
  private static final int GROUP_ROWS = 32;

  private final SequenceShard shard;
  private final SequenceCall call;
  private final Kernels kernels;
  private final SequenceSteps steps;
  private final CellGradients cell;
  private final List<List<TimeRows>> sides = new ArrayList<>();
  private final TimeRows da;
  private final DMatrixRMaj dKernel;
  private final DMatrixRMaj dRecurrentKernel;
  private final DMatrixRMaj dBias;
  private final int group;
  private final KernelGradient kernelGradient;
  private final List<Gathered> dGates = new ArrayList<>();
  private final TimeRows dxOfGroup;
  private final TimeRows dxOfGate;
  private final DMatrixRMaj dy;
  private final Optional<DMatrixRMaj> dx;
  private final List<Optional<DMatrixRMaj>> dInitial = new ArrayList<>();

  /** Borrows all that it needs, since threads can not. */
  ShardGradients(SequenceShard shard, Backward backward) {
    this.shard = shard;
    this.call = shard.call();
    this.kernels = call.kernels();
    this.steps = call.steps();
    Room room = call.room();
    int units = call.units();
    int features = call.x().numCols;
    int columns = call.op().columns(kernels, units);
    for (int side = 0; side < 2; side++) {
      List<TimeRows> states = new ArrayList<>();
      for (int s = 0; s < call.initial().size(); s++) {
        states.add(TimeRows.ofOneStep(room.zeros(shard.samples(), kernels.padded(units))));
      }
      sides.add(states);
    }
    group = Math.min(shard.chunk(), Math.max(1, GROUP_ROWS / shard.samples()));
    da = ring(room, call.op().dGates() * units);
    dKernel = room.zeros(features, columns);
    dRecurrentKernel = room.zeros(units, columns);
    dBias = room.zeros(1, call.op().dGates() * units);
    kernelGradient = new KernelGradient(call.input(), shard, dKernel);
    for (int gate = 0; gate < call.op().dGates(); gate++) {
      dGates.add(KernelGradient.gathered(shard, units));
    }
    dy = backward.outputGradient();
    dx = gradient(backward, SequenceOp.X);
    dxOfGroup = dx.isPresent() ? ring(room, kernels.padded(features)) : da;
    boolean dropped = dx.isPresent() && call.input().masks() > 0;
    dxOfGate = dropped ? ring(room, kernels.padded(features)) : da;
    for (int s = 0; s < call.initial().size(); s++) {
      dInitial.add(gradient(backward, SequenceOp.STATE + s));
    }
    cell = call.op().newCellGradients(shard, this);
  }

  /** Room for a group of steps, which the next group uses again. */
  private TimeRows ring(Room room, int columns) {
    DMatrixRMaj matrix = room.of(group * shard.samples(), columns);
    return new TimeRows(matrix, 0, shard.samples(), group);
  }

  private static Optional<DMatrixRMaj> gradient(Backward backward, int input) {
    return backward.needs(input) ? Optional.of(backward.inputGradient(input)) : Optional.empty();
  }

  /** The gradient of a state, after a step or before it, in turns. */
  TimeRows states(int side, int state) {
    return sides.get(side).get(state);
  }

  /** The gradients of the gates' arguments, at the steps of a group. */
  TimeRows da() {
    return da;
  }

  DMatrixRMaj dKernel() {
    return dKernel;
  }

  DMatrixRMaj dRecurrentKernel() {
    return dRecurrentKernel;
  }

  DMatrixRMaj dBias() {
    return dBias;
  }

  /** Goes back through all steps. */
  void run() {
    int side = 0;
    RowSet all = shard.rows();
    for (int s = 0; s < dInitial.size() && !steps.allStates(); s++) {
      kernels.copyRows(shard.given(dy, s), states(side, s), call.units(), all.step(0));
    }
    int last = (steps.timesteps() - 1) / shard.chunk() * shard.chunk();
    for (int from = last; from >= 0; from -= shard.chunk()) {
      shard.enter(from);
      if (call.memory().isEmpty()) {
        shard.recompute();
      }
      int gathered = 0;
      int waiting = from + shard.length();
      for (int i = waiting - 1; i >= from; i--) {
        stepBack(i, side);
        side = 1 - side;
        if (i % group == 0 || i == from) {
          gathered += gather(i, waiting - i, gathered);
          waiting = i;
        }
      }
      kernelGradient.add(dGates, gathered);
      cell.addRecurrentKernelGradient(dGates, gathered);
    }
    addInitial(side);
  }

  private void stepBack(int step, int side) {
    if (steps.allStates()) {
      RowSet all = shard.rows().step(step);
      for (int s = 0; s < dInitial.size(); s++) {
        kernels.addRows(dyBefore(s).next(), states(side, s), call.units(), all);
      }
    }
    if (shard.valid().isPresent()) {
      RowSet idle = shard.idle().masked(step, shard.valid().get());
      for (int s = 0; s < dInitial.size(); s++) {
        kernels.copyRows(states(side, s), states(1 - side, s), call.units(), idle);
      }
    }
    cell.stepBack(shard.at(step), side);
  }

  private TimeRows dyBefore(int state) {
    return steps.before(dy, state, shard.firstSample());
  }

  /**
   * What is done for a group of steps: gathers what the gradients of the kernels are made of, and
   * adds to those of bias and x.
   *
   * @param at how many rows have been gathered
   * @return how many more were
   */
  private int gather(int from, int number, int at) {
    RowSet rows = shard.from(from + number - 1, number, -1);
    for (int gate = 0; gate < dGates.size(); gate++) {
      kernels.gatherRight(da, gate * call.units(), rows, dGates.get(gate), at);
    }
    kernelGradient.gather(shard.seeInput(rows), rows, at);
    cell.gather(rows, at);
    kernels.addSum(da, dBias, rows);
    if (dx.isPresent()) {
      int first = shard.firstSample();
      call.input().backward(da, dxOfGate, first, dxOfGroup, rows, false);
      kernels.addRows(dxOfGroup, steps.whole(dx.get(), first), call.x().numCols, rows);
    }
    return rows.count();
  }

  private void addInitial(int side) {
    RowSet all = shard.rows().step(0);
    for (int s = 0; s < dInitial.size(); s++) {
      if (dInitial.get(s).isPresent()) {
        TimeRows gradient = shard.given(dInitial.get(s).get(), 0);
        kernels.addRows(states(side, s), gradient, call.units(), all);
        if (steps.allStates()) {
          kernels.addRows(dyBefore(s), gradient, call.units(), all);
        }
      }
    }
  }
}
