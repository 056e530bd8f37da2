package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.DropoutSource.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The dropout masks of one kind in a built cell: how they are drawn, and those that are kept for a
 * cell which is used by hand.
 *
 * <p>A layer draws masks for each of its calls and keeps none ({@link #draw}). A cell that is
 * called by hand, step by step, can not know where a sequence begins. So it keeps its masks until
 * they are {@linkplain #reset reset}, as Keras' cells do.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/dropout_rnn_cell.py}, Keras 3.15.1, and {@code
 * DropoutRNNCellMixin} in {@code keras/layers/rnn/dropout_rnn_cell_mixin.py}, tf.keras 2.
 */
final class CellDropout {
  private final String owner;
  private final Kind kind;
  private final double rate;
  private final Optional<RandomSource> stream;
  private final boolean tfKeras;
  private Optional<List<DMatrixRMaj>> kept = Optional.empty();

  /**
   * Dropout without masks that are kept.
   *
   * @param owner name of the cell
   * @param kind what the masks multiply
   * @param rate the fraction that is dropped, in [0, 1]; no masks are drawn for 0, nor, as in
   *     Keras' cells, for 1
   * @param stream what to draw from, if the cell has a seed of its own
   * @param tfKeras whether a call outside of training makes masks of ones and keeps them, as
   *     tf.keras' cells do
   */
  CellDropout(
      String owner, Kind kind, double rate, Optional<RandomSource> stream, boolean tfKeras) {
    this.owner = owner;
    this.kind = kind;
    this.rate = rate;
    this.stream = stream;
    this.tfKeras = tfKeras;
  }

  /** What the masks are drawn from, if that is the cell's own. */
  Optional<RandomSource> stream() {
    return stream;
  }

  /** Whether a call of a layer gets masks. */
  boolean draws(CallContext context) {
    return context.training() && !drawsNone();
  }

  private boolean drawsNone() {
    return rate == 0 || (rate == 1 && !tfKeras);
  }

  /** Masks for one call of a layer: drawn anew in training, else none. */
  List<Variable> draw(CallContext context, Shape shape, int count) {
    return draws(context) ? constants(context, drawn(context, shape, count)) : List.of();
  }

  /** Masks for one step by hand, put on the tape. */
  List<Variable> keep(CallContext context, Shape shape, int count) {
    List<DMatrixRMaj> masks = kept(context, shape, count);
    for (DMatrixRMaj mask : masks) {
      Checks.require(
          mask.numRows == shape.rows() || mask.numRows == 1,
          owner,
          "the dropout masks that are kept are for "
              + mask.numRows
              + " samples, but the batch has "
              + shape.rows()
              + ". Reset them after each sequence: resetDropoutMask(), resetRecurrentDropoutMask().");
    }
    return constants(context, masks);
  }

  /** The masks that are kept; drawn now if there are none. */
  List<DMatrixRMaj> kept(CallContext context, Shape shape, int count) {
    Checks.positive(owner, "count", count);
    if (!tfKeras && !context.training()) {
      return List.of();
    }
    if (kept.isEmpty() && rate != 0) {
      kept = Optional.of(context.training() ? drawn(context, shape, count) : ones(shape, count));
    }
    return kept.orElse(List.of());
  }

  void reset() {
    kept = Optional.empty();
  }

  private List<DMatrixRMaj> drawn(CallContext context, Shape shape, int count) {
    List<DMatrixRMaj> masks = new ArrayList<>();
    for (int gate = 0; gate < count && !drawsNone(); gate++) {
      masks.add(context.dropout().mask(new Request(owner, kind, gate, shape, rate, stream)));
    }
    return List.copyOf(masks);
  }

  private static List<DMatrixRMaj> ones(Shape shape, int count) {
    List<DMatrixRMaj> masks = new ArrayList<>();
    for (int gate = 0; gate < count; gate++) {
      DMatrixRMaj mask = new DMatrixRMaj(shape.rows(), shape.columns());
      CommonOps_DDRM.fill(mask, 1);
      masks.add(mask);
    }
    return List.copyOf(masks);
  }

  private static List<Variable> constants(CallContext context, List<DMatrixRMaj> masks) {
    return masks.stream().map(context.tape()::constant).toList();
  }
}
