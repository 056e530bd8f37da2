package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.TimeRows;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * A recurrent cell for sequences whose steps come one by one, such as in a conversation: its
 * kernels, laid out once. The arithmetic is that of whole sequences.
 *
 * <p>Immutable, and shared by all {@linkplain CellStep sequences}, which have states of their own.
 */
public final class CellStream {
  private static final Room HEAP = shape -> new DMatrixRMaj(shape.rows(), shape.columns());

  private final SequenceWeights weights;

  private CellStream(SequenceWeights weights) {
    this.weights = weights;
  }

  /**
   * Lays out a cell.
   *
   * @param kernels the provider to compute with
   * @param op the cell's op for a sequence of one step and one sample, without dropout
   * @param kernel W. Not modified, and copied.
   * @param recurrentKernel U. Not modified, and copied.
   * @param bias the bias, if there is one. Not modified, and copied.
   * @return the cell with weights of its own
   * @throws IllegalArgumentException if the op is not one of this package
   */
  public static CellStream of(
      Kernels kernels,
      Op op,
      DMatrixRMaj kernel,
      DMatrixRMaj recurrentKernel,
      Optional<DMatrixRMaj> bias) {
    if (!(op instanceof SequenceOp cell)) {
      throw new IllegalArgumentException(
          "CellStream: got the op " + op.name() + "; expected one of a whole sequence.");
    }
    SequenceWeights weights =
        SequenceWeights.of(kernels, cell, kernel, recurrentKernel, bias, HEAP);
    weights.packForward(HEAP);
    return new CellStream(weights);
  }

  /**
   * The size of each state; the first is the output.
   *
   * @return positive
   */
  public int units() {
    return weights.units();
  }

  /**
   * Begins a sequence, with states of zeros.
   *
   * @param x where each step's input will stand
   * @return the steps of the sequence
   */
  public CellStep open(TimeRows x) {
    return new CellStep(new SequenceRows(weights, 1, x, SequenceMemory.NONE, HEAP));
  }
}
