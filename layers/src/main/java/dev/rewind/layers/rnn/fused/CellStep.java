package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The steps of one sequence that come one by one. It is a sequence of one sample, which stays at
 * its first step and allocates nothing:
 *
 * <pre>
 *   a = x·W,  cell,  states before = states after
 * </pre>
 *
 * <p>One thread at a time.
 */
public final class CellStep {
  /**
   * A part of a step. Since there are several, the compiler compiles each by itself: all together
   * are too much for it to keep vectors out of memory.
   */
  @FunctionalInterface
  private interface Part {
    void run();
  }

  private final SequenceRows sequence;
  private final List<TimeRows> before = new ArrayList<>();
  private final List<TimeRows> after = new ArrayList<>();
  private final RowSet row = new RowSet(1).step(0);
  private final Part[] parts;

  CellStep(SequenceRows sequence) {
    this.sequence = sequence;
    for (int s = 0; s < sequence.states(); s++) {
      before.add(sequence.stateBefore(s));
      after.add(sequence.stateAfter(s));
    }
    TimeRows arguments = sequence.slot(SequenceOp.ARGUMENTS);
    this.parts =
        new Part[] {
          () -> sequence.input().forward(arguments, row),
          () -> sequence.cell().step(row),
          this::keepStates
        };
  }

  /**
   * The states, of which the first is the output.
   *
   * @return matrices whose first row is a state: before the next step, and after the last one. May
   *     be written between steps.
   */
  public List<DMatrixRMaj> states() {
    return before.stream().map(TimeRows::matrix).toList();
  }

  /** Computes the states after the next step. */
  public void compute() {
    for (Part part : parts) {
      part.run();
    }
  }

  private void keepStates() {
    SequenceWeights weights = sequence.weights();
    for (int s = 0; s < before.size(); s++) {
      weights.kernels().copyRows(after.get(s), before.get(s), weights.units(), row);
    }
  }
}
