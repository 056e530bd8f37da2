package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Gathered;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
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
 * <p>The gradients of the weights are this shard's own, see {@link WeightGradients}; they are added
 * up when all shards are done.
 */
final class ShardGradients {
  private final SequenceRows sequence;
  private final SequenceGradients gradients;
  private final SequenceShard shard;
  private final Kernels kernels;
  private final Optional<DMatrixRMaj> dBias;
  private final Optional<Gathered> dGates;
  private final List<KernelGradient> kernelGradients = new ArrayList<>(2);

  /**
   * Borrows all that it needs, since threads can not.
   *
   * @param firstSample the shard's first sample
   * @param samples how many it has
   * @param own where the gradients of the weights go
   */
  ShardGradients(
      SequenceRows sequence,
      SequenceGradients gradients,
      int firstSample,
      int samples,
      WeightGradients.Own own) {
    SequenceWeights weights = sequence.weights();
    this.sequence = sequence;
    this.gradients = gradients;
    this.kernels = weights.kernels();
    this.shard = new SequenceShard(sequence, firstSample, samples);
    this.dBias = own.bias();
    int rows = shard.length(0) * samples;
    own.kernel().ifPresent(dw -> addKernelGradient(sequence.input(), rows, dw));
    own.recurrentKernel().ifPresent(du -> addKernelGradient(sequence.state(), rows, du));
    if (own.recurrentKernel().isPresent() && sequence.reset().isPresent()) {
      addKernelGradient(sequence.reset().get(), rows, own.recurrentKernel().get());
    }
    int gates = weights.op().dGates();
    this.dGates =
        kernelGradients.isEmpty()
            ? Optional.empty()
            : Optional.of(KernelGradient.gathered(sequence, shard, rows, gates, weights.units()));
  }

  private void addKernelGradient(ProductRows product, int rows, DMatrixRMaj dKernel) {
    kernelGradients.add(new KernelGradient(product, sequence, shard, rows, dKernel));
  }

  /** Goes back through all steps. */
  void run() {
    int timesteps = sequence.steps().timesteps();
    int chunk = sequence.chunk();
    for (int start = (timesteps - 1) / chunk * chunk; start >= 0; start -= chunk) {
      if (!sequence.memory().isWhole()) {
        shard.recompute(start);
      }
      int gathered = 0;
      int waiting = start + shard.length(start);
      for (int i = waiting - 1; i >= start; i--) {
        stepBack(i);
        if (i % gradients.group() == 0) {
          gathered += gather(i, waiting - i, gathered);
          waiting = i;
        }
      }
      for (KernelGradient each : kernelGradients) {
        each.add(dGates.orElseThrow(), gathered);
      }
    }
  }

  private void stepBack(int step) {
    int side = gradients.side(step);
    gradients.addOutputGradient(step, shard.all(step));
    if (shard.isMasked()) {
      gradients.keepStates(side, shard.idle(step));
    }
    gradients.cell().stepBack(shard.at(step), side);
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
    if (dGates.isPresent()) {
      kernels.gatherRight(gradients.da(), rows, dGates.get(), at);
    }
    for (KernelGradient each : kernelGradients) {
      each.gather(rows, at);
    }
    if (dBias.isPresent()) {
      kernels.addSum(gradients.da(), dBias.get(), rows);
    }
    gradients.addInputGradient(rows);
    return rows.count();
  }
}
