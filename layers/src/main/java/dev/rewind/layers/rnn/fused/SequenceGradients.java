package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op.Backward;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Where a call has what the way back of a sequence reads and writes, besides its {@link
 * SequenceRows}: matrices with rows for the whole batch.
 *
 * <p>The gradients of the states are in one of two places, for each state: after a step in one,
 * before it in the other, and at the step before the other way round.
 */
final class SequenceGradients {
  /** One kind of cell. */
  interface Cell {
    /**
     * Computes the gradients of a step.
     *
     * @param side which of the two {@link #states} has the gradients after the step; the other gets
     *     those before it
     */
    void stepBack(RowSet rows, int side);
  }

  /** Rows of the steps whose gradients are used while they are near. */
  private static final int GROUP_ROWS = 32;

  private final SequenceRows sequence;
  private final Kernels kernels;
  private final SequenceSteps steps;
  private final int group;
  private final TimeRows[][] states;
  private final TimeRows da;
  private final Optional<TimeRows> dx;
  private final TimeRows dxOfGroup;
  private final TimeRows dxOfGate;
  private final DMatrixRMaj dy;
  private final TimeRows[] dyAfter;
  private final Cell cell;

  /**
   * Borrows all that is needed, since threads can not.
   *
   * @param samples number of samples of the largest shard
   */
  SequenceGradients(SequenceRows sequence, int samples, Backward backward) {
    SequenceWeights weights = sequence.weights();
    SequenceOp op = weights.op();
    this.sequence = sequence;
    this.kernels = weights.kernels();
    this.steps = sequence.steps();
    this.group =
        Math.min(sequence.chunk(), Integer.highestOneBit(Math.max(1, GROUP_ROWS / samples)));
    this.states = new TimeRows[2][op.states()];
    for (TimeRows[] side : states) {
      for (int s = 0; s < side.length; s++) {
        side[s] = sequence.oneStep(kernels.padded(weights.units()));
        side[s].matrix().zero();
      }
    }
    this.dy = backward.outputGradient();
    this.dyAfter = new TimeRows[steps.allStates() ? op.states() : 0];
    for (int s = 0; s < dyAfter.length; s++) {
      dyAfter[s] = steps.before(dy, s).next();
    }
    this.da = sequence.ring(group, op.dGates() * weights.units());
    this.dx =
        backward.needs(SequenceOp.X)
            ? Optional.of(steps.whole(backward.inputGradient(SequenceOp.X)))
            : Optional.empty();
    int columns = kernels.padded(weights.features());
    this.dxOfGroup = dx.isPresent() ? sequence.ring(group, columns) : da;
    boolean drops = dx.isPresent() && weights.input().masks() > 0;
    this.dxOfGate = drops ? sequence.ring(group, columns) : da;
    this.cell = sequence.cell().backward(this);
  }

  /** The gradients of a state after a step or before it, in turns. */
  TimeRows states(int side, int state) {
    return states[side][state];
  }

  /** The gradients of the gates' arguments, at the steps of a group. */
  TimeRows da() {
    return da;
  }

  /** Number of steps whose gradients there is room for, a power of two. */
  int group() {
    return group;
  }

  Cell cell() {
    return cell;
  }

  /** Where the gradients after a step are. */
  int side(int step) {
    return step & 1;
  }

  /** Takes what comes from the output, if that are the states after the last step. */
  void begin() {
    int side = side(steps.timesteps() - 1);
    RowSet all = sequence.wholeBatch(0);
    for (int s = 0; s < states[side].length && !steps.allStates(); s++) {
      TimeRows last = new TimeRows(dy, s * steps.batch(), 0);
      kernels.copyRows(last, states[side][s], units(), all);
    }
  }

  /** Adds what comes from the output at a step, if that are the states at all steps. */
  void addOutputGradient(int step, RowSet rows) {
    for (int s = 0; s < dyAfter.length; s++) {
      kernels.addRows(dyAfter[s], states[side(step)][s], units(), rows);
    }
  }

  /** The gradients after a step are those before it. */
  void keepStates(int side, RowSet rows) {
    for (int s = 0; s < states[0].length; s++) {
      kernels.copyRows(states[side][s], states[1 - side][s], units(), rows);
    }
  }

  /** Adds to the gradient of the input, for steps whose da is there. */
  void addInputGradient(RowSet rows) {
    if (dx.isPresent()) {
      GateProduct input = sequence.weights().input();
      input.backward(da, dxOfGate, dxOfGroup, rows, false);
      kernels.addRows(dxOfGroup, dx.get(), sequence.weights().features(), rows);
    }
  }

  /** Adds to the gradients of the initial states. */
  void end(Backward backward) {
    RowSet all = sequence.wholeBatch(0);
    for (int s = 0; s < states[0].length; s++) {
      if (backward.needs(SequenceOp.STATE + s)) {
        DMatrixRMaj dInitial = backward.inputGradient(SequenceOp.STATE + s);
        TimeRows sum = TimeRows.ofOneStep(dInitial);
        kernels.addRows(states[1 - side(0)][s], sum, units(), all);
        if (steps.allStates()) {
          kernels.addRows(steps.before(dy, s), sum, units(), all);
        }
      }
    }
  }

  private int units() {
    return sequence.weights().units();
  }
}
