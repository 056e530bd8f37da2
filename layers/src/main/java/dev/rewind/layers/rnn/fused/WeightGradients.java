package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op.Backward;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.PackedProducts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;

/**
 * What the shards find for the weights: each has a sum of its own, and they are added up always in
 * the order of the shards. The first shard adds to the gradient itself, where that saves a sum: if
 * its rows are whole vectors on any machine, so that the bits do not depend on it, and if it is not
 * the gradient of x too, to which other shards add at the same time.
 */
final class WeightGradients {
  /**
   * The sums of a shard, as far as anybody wants them.
   *
   * @param kernel dW
   * @param recurrentKernel dU
   * @param bias one row, as {@link SequenceOp#addBiasGradient} takes it
   */
  record Own(
      Optional<DMatrixRMaj> kernel,
      Optional<DMatrixRMaj> recurrentKernel,
      Optional<DMatrixRMaj> bias) {}

  /** Parts that threads take of a large sum, whatever their number. */
  private static final int PARTS = 4;

  /** Numbers that are a large sum. */
  private static final long LARGE = 100_000;

  private final SequenceWeights weights;
  private final Backward backward;
  private final List<Own> shards = new ArrayList<>();

  WeightGradients(SequenceWeights weights, Backward backward) {
    this.weights = weights;
    this.backward = backward;
  }

  /** Room for the next shard. */
  Own next() {
    SequenceOp op = weights.op();
    int bias = SequenceOp.STATE + op.states();
    boolean needsBias = backward.inputs() > bias && backward.needs(bias);
    Own own =
        new Own(
            room(SequenceOp.KERNEL),
            room(SequenceOp.RECURRENT_KERNEL),
            needsBias ? Optional.of(zeros(1, op.dGates() * weights.units())) : Optional.empty());
    shards.add(own);
    return own;
  }

  private Optional<DMatrixRMaj> room(int weight) {
    if (!backward.needs(weight)) {
      return Optional.empty();
    }
    DMatrixRMaj gradient = backward.inputGradient(weight);
    int columns = weights.op().columns(weights.kernels(), weights.units());
    boolean isWhole = weights.units() % PackedProducts.WIDEST == 0 && gradient.numCols == columns;
    boolean isShared =
        backward.needs(SequenceOp.X) && backward.inputGradient(SequenceOp.X) == gradient;
    boolean isSum = shards.isEmpty() && isWhole && !isShared;
    return Optional.of(isSum ? gradient : zeros(gradient.numRows, columns));
  }

  private DMatrixRMaj zeros(int rows, int columns) {
    Room room = backward::scratch;
    return room.zeros(rows, columns);
  }

  /** Adds all up. */
  void add() {
    add(SequenceOp.KERNEL, Own::kernel);
    add(SequenceOp.RECURRENT_KERNEL, Own::recurrentKernel);
    int bias = SequenceOp.STATE + weights.op().states();
    for (int i = 0; i < shards.size(); i++) {
      if (shards.get(i).bias().isPresent()) {
        DMatrixRMaj gradient = backward.inputGradient(bias);
        weights.op().addBiasGradient(shards.get(i).bias().get(), gradient);
      }
    }
  }

  private void add(int weight, Function<Own, Optional<DMatrixRMaj>> sums) {
    if (backward.needs(weight)) {
      DMatrixRMaj gradient = backward.inputGradient(weight);
      int rows = gradient.numRows;
      long work = gradient.getNumElements();
      int parts = work < LARGE ? 1 : Math.min(PARTS, rows);
      weights
          .kernels()
          .workers()
          .run(parts, work, i -> add(sums, gradient, i * rows / parts, (i + 1) * rows / parts));
    }
  }

  /** Adds some rows of all shards. */
  private void add(
      Function<Own, Optional<DMatrixRMaj>> sums, DMatrixRMaj gradient, int from, int to) {
    int columns = gradient.numCols;
    Block sum = new Block(gradient, from, 0, to - from, columns);
    for (int i = 0; i < shards.size(); i++) {
      DMatrixRMaj own = sums.apply(shards.get(i)).orElseThrow();
      if (own != gradient) {
        weights.kernels().add(new Block(own, from, 0, to - from, columns), sum);
      }
    }
  }
}
