package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A matrix that a layer carries from one call to the next, a row for each sample: the state of a
 * stateful recurrent layer.
 *
 * <p>The first call, or the first matrix that is {@linkplain #set set}, says how many samples there
 * are, and that stays so. Only zeros that are left by {@link #reset} may be replaced by a state of
 * another number of samples.
 */
public final class CarriedState {
  private final String name;
  private final int columns;
  private Optional<DMatrixRMaj> value = Optional.empty();
  private boolean fresh = true;

  /**
   * A state that is not known yet.
   *
   * @param name its name in messages, for example {@code "gru: state 0"}
   * @param columns number of columns
   */
  public CarriedState(String name, int columns) {
    this.name = name;
    this.columns = columns;
  }

  /**
   * The present value.
   *
   * @return a copy {@code [batch, columns]}; nothing before the first call
   */
  public Optional<DMatrixRMaj> value() {
    return value.map(DMatrixRMaj::copy);
  }

  /**
   * What the next call starts from, if that is anything but zeros.
   *
   * @return a copy {@code [batch, columns]}; nothing before the first call and after a {@link
   *     #reset}
   */
  public Optional<DMatrixRMaj> carried() {
    return fresh ? Optional.empty() : value();
  }

  /** Goes back to before the first call: the next one starts from zeros, for any batch. */
  public void forget() {
    value = Optional.empty();
    fresh = true;
  }

  /**
   * What a call starts from.
   *
   * @param batch number of samples of the call
   * @return a new matrix {@code [batch, columns]}, zeros if nothing was carried here
   * @throws IllegalArgumentException if the state is of another number of samples
   */
  public DMatrixRMaj start(int batch) {
    if (fresh) {
      return new DMatrixRMaj(batch, columns);
    }
    DMatrixRMaj present = value.orElseThrow();
    Checks.require(
        present.numRows == batch,
        name,
        "is carried for "
            + present.numRows
            + " samples, but the batch has "
            + batch
            + ". A stateful layer needs batches of one size; reset its states before another.");
    return present.copy();
  }

  /**
   * Replaces the value.
   *
   * @param newValue {@code [batch, columns]}, copied
   * @throws dev.rewind.core.ShapeMismatchException if the shape is another than that of the present
   *     value
   */
  public void set(DMatrixRMaj newValue) {
    requireFit(newValue, newValue.numRows);
    value = Optional.of(newValue.copy());
    fresh = false;
  }

  /**
   * Requires a value that {@link #set} would take.
   *
   * @param newValue {@code [batch, columns]}
   * @param batch the number of samples that it must be for, if none is carried
   * @throws dev.rewind.core.ShapeMismatchException if the shape is another
   */
  public void requireFit(DMatrixRMaj newValue, int batch) {
    int rows = fresh ? batch : value.orElseThrow().numRows;
    Checks.sameShape(name, Shape.of(newValue), new Shape(rows, columns));
  }

  /**
   * Sets all numbers to zero.
   *
   * @throws IllegalStateException before the first call, since the number of samples is not known
   */
  public void reset() {
    DMatrixRMaj present =
        value.orElseThrow(
            () ->
                new IllegalStateException(
                    name
                        + ": can not be reset, since the batch size is not known before the first"
                        + " call. Give the states themselves, or call the layer first."));
    CommonOps_DDRM.fill(present, 0);
    fresh = true;
  }
}
