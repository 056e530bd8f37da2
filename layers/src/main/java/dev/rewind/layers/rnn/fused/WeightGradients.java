package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op.Backward;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;

/** Adds up what the shards have found for the weights, always in the order of the shards. */
final class WeightGradients {
  /** Parts that threads take, whatever their number. */
  private static final int PARTS = 8;

  private WeightGradients() {}

  static void add(SequenceCall call, List<ShardGradients> shards, Backward backward) {
    SequenceOp op = call.op();
    add(call, shards, backward, SequenceOp.KERNEL, ShardGradients::dKernel);
    add(call, shards, backward, SequenceOp.RECURRENT_KERNEL, ShardGradients::dRecurrentKernel);
    int bias = SequenceOp.STATE + op.states();
    if (backward.inputs() > bias && backward.needs(bias)) {
      DMatrixRMaj gradient = backward.inputGradient(bias);
      shards.forEach(shard -> op.addBiasGradient(shard.dBias(), gradient));
    }
  }

  private static void add(
      SequenceCall call,
      List<ShardGradients> shards,
      Backward backward,
      int weight,
      Function<ShardGradients, DMatrixRMaj> found) {
    if (!backward.needs(weight)) {
      return;
    }
    Block sum = Block.of(backward.inputGradient(weight));
    Kernels kernels = call.kernels();
    int parts = Math.min(PARTS, sum.rows());
    long work = (long) shards.size() * sum.rows() * sum.columns();
    kernels
        .workers()
        .run(
            parts,
            work,
            part -> {
              int from = part * sum.rows() / parts;
              int to = (part + 1) * sum.rows() / parts;
              for (ShardGradients shard : shards) {
                Block own = new Block(found.apply(shard), from, 0, to - from, sum.columns());
                kernels.add(own, sum.rows(from, to));
              }
            });
  }
}
