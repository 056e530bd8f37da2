package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op.Backward;
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
 *   chunk:  step by step from the last: cell,
 *           then dW += (x ⊙ m)ᵀ·da,  dU += …,  db += Σ da,  dx += (da·Wᵀ) ⊙ m
 * </pre>
 *
 * <p>The gradients of the weights are this shard's own; they are added up when all shards are done.
 */
final class ShardGradients {
  /** One kind of cell on the way back, for one shard. */
  interface CellGradients {
    /** A chunk begins: take the rows of memory, states and gradients anew. */
    void enter();

    /**
     * Computes the gradients of a step.
     *
     * @param side which of the two {@link #states(int, int)} has the gradients after the step; the
     *     other gets those before it
     */
    void stepBack(RowSet rows, int side);

    /** Adds to the gradient of the recurrent kernel, for some steps at once. */
    void addRecurrentKernelGradient(RowSet rows, DMatrixRMaj du, DMatrixRMaj scratch);
  }

  private final SequenceShard shard;
  private final SequenceCall call;
  private final Kernels kernels;
  private final SequenceSteps steps;
  private final CellGradients cell;
  private final List<List<TimeRows>> sides = new ArrayList<>();
  private final DMatrixRMaj da;
  private final DMatrixRMaj dKernel;
  private final DMatrixRMaj dRecurrentKernel;
  private final DMatrixRMaj dBias;
  private final DMatrixRMaj outer;
  private final DMatrixRMaj dxOfChunk;
  private final DMatrixRMaj dxOfGate;
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
    int rows = shard.chunk() * shard.samples();
    int columns = call.op().columns(kernels, units);
    for (int side = 0; side < 2; side++) {
      List<TimeRows> states = new ArrayList<>();
      for (int s = 0; s < call.initial().size(); s++) {
        states.add(TimeRows.ofOneStep(room.zeros(shard.samples(), kernels.padded(units))));
      }
      sides.add(states);
    }
    int dGates = call.op().dGates() * units;
    da = room.of(rows, dGates);
    dKernel = room.zeros(features, columns);
    dRecurrentKernel = room.zeros(units, columns);
    dBias = room.zeros(1, dGates);
    int widest = Math.max(features, units);
    outer = room.of(kernels.transposedScratch(rows, widest, columns));
    dy = backward.outputGradient();
    dx = gradient(backward, SequenceOp.X);
    boolean seen = dx.isPresent() && call.input().seenColumns() > 0;
    int dxColumns = kernels.padded(features);
    dxOfChunk = room.of(dx.isPresent() ? rows : 1, dxColumns);
    dxOfGate = room.of(seen ? rows : 1, dxColumns);
    for (int s = 0; s < call.initial().size(); s++) {
      dInitial.add(gradient(backward, SequenceOp.STATE + s));
    }
    cell = call.op().newCellGradients(shard, this);
  }

  private static Optional<DMatrixRMaj> gradient(Backward backward, int input) {
    return backward.needs(input) ? Optional.of(backward.inputGradient(input)) : Optional.empty();
  }

  /** The gradient of a state, after a step or before it, in turns. */
  TimeRows states(int side, int state) {
    return sides.get(side).get(state);
  }

  /** The gradients of the gates' arguments, at the steps of the present chunk. */
  TimeRows da() {
    return shard.ofChunk(da);
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
      cell.enter();
      for (int i = from + shard.length() - 1; i >= from; i--) {
        stepBack(i, side);
        side = 1 - side;
      }
      addChunk();
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

  /** What is computed for all steps of a chunk at once, in the order of the way back. */
  private void addChunk() {
    RowSet rows = shard.from(shard.start() + shard.length() - 1, shard.length(), -1);
    TimeRows seen = shard.seeInput(rows);
    call.input().addKernelGradient(seen, da(), dKernel, rows, outer);
    cell.addRecurrentKernelGradient(rows, dRecurrentKernel, outer);
    kernels.addSum(da(), dBias, rows);
    if (dx.isPresent()) {
      TimeRows sum = shard.ofChunk(dxOfChunk);
      TimeRows scratch = shard.ofChunk(dxOfGate);
      call.input().backward(da(), scratch, shard.firstSample(), sum, rows, false);
      TimeRows gradient = steps.whole(dx.get(), shard.firstSample());
      kernels.addRows(sum, gradient, call.x().numCols, rows);
    }
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
