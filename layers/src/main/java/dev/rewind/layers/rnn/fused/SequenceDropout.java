package dev.rewind.layers.rnn.fused;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The dropout masks of a sequence op, the same for each step.
 *
 * @param input none, one for all gates, or one per gate; each {@code [batch, features]} or one row
 *     that serves all samples
 * @param recurrent none, one for all gates, or one per gate; each {@code [batch, units]} or one row
 *     that serves all samples
 */
public record SequenceDropout(List<DMatrixRMaj> input, List<DMatrixRMaj> recurrent) {
  /** No masks. */
  public static final SequenceDropout NONE = new SequenceDropout(List.of(), List.of());

  /**
   * Copies the lists.
   *
   * @param input masks of the inputs
   * @param recurrent masks of the previous state
   */
  public SequenceDropout {
    input = List.copyOf(input);
    recurrent = List.copyOf(recurrent);
  }
}
