package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DropoutSource.Kind;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * A built cell with dropout of its inputs and of its previous state, like those of GRU, LSTM and
 * SimpleRNN.
 *
 * <p>In a layer, masks are drawn once per call and used at each of its steps. Called by hand, step
 * by step, a cell keeps its masks from one {@link #call} to the next, until the sequence has ended
 * and they are reset:
 *
 * <pre>{@code
 * for (Variable x : steps) {
 *   state = cell.call(context, x, List.of(state)).output();     // the same masks at each step
 * }
 * cell.resetDropoutMask();
 * cell.resetRecurrentDropoutMask();
 * }</pre>
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/dropout_rnn_cell.py}, Keras 3.15.1; {@code
 * DropoutRNNCellMixin} of tf.keras 2, where the method names with {@code ForCell} come from.
 */
public abstract class DropoutRNNCell implements RNNCell {
  private final int features;
  private final Optional<RandomSource> stream;
  private final CellDropout input;
  private final CellDropout recurrent;

  /**
   * The dropout of a cell.
   *
   * @param name the cell's name
   * @param features number of features of its inputs
   * @param dropout the rate for the inputs, in [0, 1]
   * @param recurrentDropout the rate for the previous state, in [0, 1]
   * @param stream what to draw from, if the cell has a seed of its own
   */
  protected DropoutRNNCell(
      String name,
      int features,
      double dropout,
      double recurrentDropout,
      Optional<RandomSource> stream) {
    this(name, features, dropout, recurrentDropout, stream, false);
  }

  /** As above; with tf.keras' rule for calls outside of training, see {@link CellDropout}. */
  DropoutRNNCell(
      String name,
      int features,
      double dropout,
      double recurrentDropout,
      Optional<RandomSource> stream,
      boolean tfKeras) {
    this.features = features;
    this.stream = stream;
    this.input = new CellDropout(name, Kind.INPUT, dropout, stream, tfKeras);
    this.recurrent = new CellDropout(name, Kind.RECURRENT, recurrentDropout, stream, tfKeras);
  }

  /**
   * The number of masks that the inputs are multiplied with.
   *
   * @return 1, or one per gate
   */
  protected abstract int inputMasks();

  /**
   * The number of masks that the previous state is multiplied with.
   *
   * @return 1, or one per gate
   */
  protected abstract int recurrentMasks();

  /**
   * Prepares steps that use the given masks.
   *
   * @param context tape, training or not
   * @param masks dropout masks, perhaps none
   * @return a function that computes one step
   */
  protected abstract Steps begin(CallContext context, DropoutMasks masks);

  /** The stream that the masks are drawn from, if the cell has a seed of its own. */
  @Override
  public List<RandomSource> randomStreams() {
    return stream.stream().toList();
  }

  @Override
  public final Steps begin(CallContext context, int batch) {
    return begin(context, drawMasks(context, batch));
  }

  /** The masks of one call of a layer. */
  final DropoutMasks drawMasks(CallContext context, int batch) {
    if (!input.draws(context) && !recurrent.draws(context)) {
      return DropoutMasks.NONE;
    }
    return new DropoutMasks(
        input.draw(context, new Shape(batch, features), inputMasks()),
        recurrent.draw(context, state(batch), recurrentMasks()));
  }

  /**
   * Computes one step by hand. In training it uses the masks that are kept, and draws them if there
   * are none.
   *
   * @throws IllegalArgumentException if the number of features does not fit, or the number or the
   *     shapes of the states, or masks are kept for another number of samples
   */
  @Override
  public final Step call(CallContext context, Variable x, List<Variable> states) {
    int batch = x.shape().rows();
    StateChecks.requireShape(name(), "input", x.shape(), new Shape(batch, features), "features");
    StateChecks.require(name(), "state", stateSizes(), batch, states);
    DropoutMasks masks =
        new DropoutMasks(
            input.keep(context, new Shape(batch, features), inputMasks()),
            recurrent.keep(context, state(batch), recurrentMasks()));
    return begin(context, masks).step(x, states);
  }

  /**
   * The masks for the inputs that are kept until {@link #resetDropoutMask}; drawn now if there are
   * none. Once they are kept, neither shape nor count nor training matter.
   *
   * @param context training or not, and where masks come from
   * @param inputs shape of the inputs, {@code [batch, features]}
   * @param count how many masks, 1 or one per gate
   * @return the masks, not to be modified; none for a rate of 0, nor outside of training (where the
   *     cells of the tf.keras profiles give masks of ones)
   */
  public final List<DMatrixRMaj> getDropoutMaskForCell(
      CallContext context, Shape inputs, int count) {
    return input.kept(context, inputs, count);
  }

  /**
   * The masks for the previous state that are kept until {@link #resetRecurrentDropoutMask}; drawn
   * now if there are none.
   *
   * @param context training or not, and where masks come from
   * @param state shape of the state, {@code [batch, units]}
   * @param count how many masks, 1 or one per gate
   * @return as {@link #getDropoutMaskForCell}
   */
  public final List<DMatrixRMaj> getRecurrentDropoutMaskForCell(
      CallContext context, Shape state, int count) {
    return recurrent.kept(context, state, count);
  }

  /** Forgets the masks for the inputs, so that the next step by hand draws new ones. */
  public final void resetDropoutMask() {
    input.reset();
  }

  /** Forgets the masks for the previous state, so that the next step by hand draws new ones. */
  public final void resetRecurrentDropoutMask() {
    recurrent.reset();
  }

  private Shape state(int batch) {
    return new Shape(batch, stateSizes().get(0));
  }
}
