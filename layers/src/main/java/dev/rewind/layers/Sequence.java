package dev.rewind.layers;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * What flows between layers: a batch of sequences, or of plain vectors, on a tape.
 *
 * <p>A sequence is logically {@code [batch, timesteps, features]} and is stored as ONE matrix
 * {@code [timesteps·batch, features]}, time-major: row {@code t·batch + b}. So a time step is a
 * block of rows, and whatever works row by row needs no special case for sequences. The mask
 * travels along, in sight.
 *
 * <p>A batch of vectors {@code [batch, features]} has no time axis: {@link #hasTime()} is false. It
 * is as one time step, and so is its mask, if it has any.
 */
public final class Sequence {
  private final Variable values;
  private final int timesteps;
  private final boolean hasTime;
  private final Optional<Mask> mask;

  private Sequence(Variable values, int timesteps, boolean hasTime, Optional<Mask> mask) {
    this.values = values;
    this.timesteps = timesteps;
    this.hasTime = hasTime;
    this.mask = mask;
  }

  /**
   * A batch of vectors.
   *
   * @param values {@code [batch, features]}
   * @return a sequence without a time axis
   * @throws IllegalArgumentException if there are no rows
   */
  public static Sequence ofVectors(Variable values) {
    if (values.shape().rows() == 0) {
      throw new IllegalArgumentException(
          "Sequence: vectors have shape " + values.shape() + "; expected at least one row.");
    }
    return new Sequence(values, 1, false, Optional.empty());
  }

  /**
   * A batch of sequences, all steps valid.
   *
   * @param values {@code [timesteps·batch, features]}, time-major
   * @param timesteps number of time steps, at least 1
   * @return the sequence
   * @throws IllegalArgumentException if the rows can not be cut into that many steps
   */
  public static Sequence of(Variable values, int timesteps) {
    return of(values, timesteps, Optional.empty());
  }

  /**
   * A batch of sequences with a mask.
   *
   * @param values {@code [timesteps·batch, features]}, time-major
   * @param timesteps number of time steps, at least 1
   * @param mask which steps are real, if not all
   * @return the sequence
   * @throws IllegalArgumentException if the rows can not be cut into that many steps, or the mask
   *     is of another size
   */
  public static Sequence of(Variable values, int timesteps, Optional<Mask> mask) {
    int rows = values.shape().rows();
    if (timesteps <= 0) {
      throw new IllegalArgumentException(
          "Sequence: timesteps must be positive, got " + timesteps + ".");
    }
    if (rows == 0 || rows % timesteps != 0) {
      throw new IllegalArgumentException(
          "Sequence: " + rows + " rows can not be cut into " + timesteps + " time steps.");
    }
    Sequence sequence = new Sequence(values, timesteps, true, mask);
    mask.ifPresent(sequence::requireSize);
    return sequence;
  }

  /**
   * A batch of sequences from an array in Keras' usual layout, all steps valid.
   *
   * <p>A constant has no gradient. To get the gradient by the array, put its values in anew as a
   * variable; the way back gives it the layout of the array:
   *
   * <pre>{@code
   * Sequence data = Sequence.ofBatchMajor(tape, array);
   * Sequence x = data.withValues(tape.variable(data.values().value()));
   * …
   * double[][][] dx = x.toBatchMajor(tape.gradients(loss).of(x.values()));
   * }</pre>
   *
   * @param tape what the sequence is put on, as a constant
   * @param array {@code (batch, timesteps, features)}, copied
   * @return the sequence
   * @throws IllegalArgumentException if it has no sample, no step or no feature, or is not regular
   */
  public static Sequence ofBatchMajor(Tape tape, double[][][] array) {
    DMatrixRMaj values = SequenceArrays.read(array, false);
    return of(tape.constant(values), array[0].length);
  }

  /**
   * A batch of sequences from an array in the layout of {@code time_major}, all steps valid.
   *
   * @param tape what the sequence is put on, as a constant
   * @param array {@code (timesteps, batch, features)}, copied
   * @return the sequence
   * @throws IllegalArgumentException if it has no sample, no step or no feature, or is not regular
   */
  public static Sequence ofTimeMajor(Tape tape, double[][][] array) {
    DMatrixRMaj values = SequenceArrays.read(array, true);
    return of(tape.constant(values), array.length);
  }

  /**
   * The values in Keras' usual layout, those of masked steps too.
   *
   * @return a new array {@code (batch, timesteps, features)}
   * @throws IllegalArgumentException if there is no time axis
   * @throws IllegalStateException if the tape is closed
   */
  public double[][][] toBatchMajor() {
    return toBatchMajor(values.value());
  }

  /**
   * A matrix that is stored as this sequence is, such as the gradient of its values, in Keras'
   * usual layout.
   *
   * @param rows {@code [timesteps·batch, any]}, time-major; not modified
   * @return a new array {@code (batch, timesteps, any)}
   * @throws IllegalArgumentException if there is no time axis or the number of rows differs
   */
  public double[][][] toBatchMajor(DMatrixRMaj rows) {
    return SequenceArrays.write(this, rows, false);
  }

  /**
   * The values in the layout of {@code time_major}, those of masked steps too.
   *
   * @return a new array {@code (timesteps, batch, features)}
   * @throws IllegalArgumentException if there is no time axis
   * @throws IllegalStateException if the tape is closed
   */
  public double[][][] toTimeMajor() {
    return toTimeMajor(values.value());
  }

  /**
   * A matrix that is stored as this sequence is, such as the gradient of its values, in the layout
   * of {@code time_major}.
   *
   * @param rows {@code [timesteps·batch, any]}, time-major; not modified
   * @return a new array {@code (timesteps, batch, any)}
   * @throws IllegalArgumentException if there is no time axis or the number of rows differs
   */
  public double[][][] toTimeMajor(DMatrixRMaj rows) {
    return SequenceArrays.write(this, rows, true);
  }

  /**
   * The values.
   *
   * @return {@code [timesteps·batch, features]}, or {@code [batch, features]} without a time axis
   */
  public Variable values() {
    return values;
  }

  /**
   * The number of time steps.
   *
   * @return at least 1; 1 without a time axis
   */
  public int timesteps() {
    return timesteps;
  }

  /**
   * Whether there is a time axis.
   *
   * @return false for a batch of vectors
   */
  public boolean hasTime() {
    return hasTime;
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int batch() {
    return values.shape().rows() / timesteps;
  }

  /**
   * The number of features.
   *
   * @return columns of the values
   */
  public int features() {
    return values.shape().columns();
  }

  /**
   * Which steps are real.
   *
   * @return the mask, or nothing when all are
   */
  public Optional<Mask> mask() {
    return mask;
  }

  /**
   * Other values for the same steps.
   *
   * @param newValues as many rows as these values
   * @return a sequence with the same time axis and mask
   * @throws IllegalArgumentException if the number of rows differs
   */
  public Sequence withValues(Variable newValues) {
    int rows = values.shape().rows();
    if (newValues.shape().rows() != rows) {
      throw new IllegalArgumentException(
          "Sequence: new values have "
              + (newValues.shape().rows() + " rows; expected " + rows + "."));
    }
    return new Sequence(newValues, timesteps, hasTime, mask);
  }

  /**
   * The same values with another mask.
   *
   * @param newMask which steps are real; without a time axis a mask of one step says which vectors
   *     are
   * @return a sequence with the same values
   * @throws IllegalArgumentException if the mask is of another size
   */
  public Sequence withMask(Mask newMask) {
    requireSize(newMask);
    return new Sequence(values, timesteps, hasTime, Optional.of(newMask));
  }

  /** The same values, with no step masked. */
  Sequence withoutMask() {
    return new Sequence(values, timesteps, hasTime, Optional.empty());
  }

  /** The same values; steps stay real if this mask, where there is one, and the other say so. */
  Sequence andMask(Mask other) {
    return withMask(mask.map(own -> own.and(other)).orElse(other));
  }

  /**
   * The static shape.
   *
   * @return features and time axis
   */
  public DataShape shape() {
    return DataShape.ofData(hasTime, timesteps, features());
  }

  private void requireSize(Mask candidate) {
    Checks.require(
        candidate.batch() == batch() && candidate.timesteps() == timesteps,
        "Sequence",
        "mask is for "
            + candidate.batch()
            + " samples × "
            + candidate.timesteps()
            + " steps; expected "
            + batch()
            + " × "
            + timesteps
            + ".");
  }

  @Override
  public String toString() {
    return "Sequence[batch "
        + batch()
        + (hasTime ? ", timesteps " + timesteps : "")
        + ", features "
        + features()
        + (mask.isPresent() ? ", masked]" : "]");
  }
}
