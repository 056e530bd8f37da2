package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.Optional;

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
 * <p>What a kind of cell adds is a {@link SequenceRows.Cell}. {@link ShardGradients} is the way
 * back.
 */
final class SequenceShard {
  private final SequenceRows sequence;
  private final RowSet rows;
  private final RowSet idle;
  private final Optional<TimeRows> valid;
  private final int timesteps;

  /** A shard of the samples from one on. */
  SequenceShard(SequenceRows sequence, int firstSample, int samples) {
    this.sequence = sequence;
    this.valid = sequence.valid();
    this.timesteps = sequence.steps().timesteps();
    this.rows = new RowSet(firstSample, samples);
    this.idle = valid.isPresent() ? new RowSet(firstSample, samples) : rows;
  }

  /** Computes all steps. */
  void forward() {
    for (int start = 0; start < timesteps; start += sequence.chunk()) {
      if (start > 0) {
        sequence.moveLastStates(rows.step(start));
      }
      sequence.keepBoundary(start, rows.step(start));
      computeChunk(start);
    }
  }

  /** Computes a chunk again from the states before it. */
  void recompute(int start) {
    sequence.returnToBoundary(start, rows.step(start));
    computeChunk(start);
  }

  private void computeChunk(int start) {
    int length = length(start);
    sequence.input().forward(sequence.slot(SequenceOp.ARGUMENTS), from(start, length, 1));
    for (int i = start; i < start + length; i++) {
      sequence.cell().step(at(i));
      if (isMasked()) {
        sequence.keepStates(idle(i));
      }
    }
  }

  /** The number of steps of a chunk. */
  int length(int start) {
    return Math.min(sequence.chunk(), timesteps - start);
  }

  /** All samples at a step. */
  RowSet all(int step) {
    return rows.step(step);
  }

  /** The samples that use a step. */
  RowSet at(int step) {
    return from(step, 1, 1);
  }

  /** The samples that use some steps. */
  RowSet from(int step, int number, int direction) {
    return valid.isPresent()
        ? rows.valid(step, number, direction, valid.get())
        : rows.steps(step, number, direction);
  }

  /** Whether there are samples that do not use all steps. */
  boolean isMasked() {
    return valid.isPresent();
  }

  /** The samples that do not use a step, if some are masked. */
  RowSet idle(int step) {
    return idle.masked(step, valid.orElseThrow());
  }

  /** Has room for the starts of a tile of rows. */
  RowSet tile() {
    return rows;
  }
}
