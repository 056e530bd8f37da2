package dev.rewind.training.data;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * One input of a batch, stored as a {@link Sequence} is.
 *
 * @param values {@code [timesteps·batch, features]}, or {@code [batch, features]}
 * @param shape features and time axis, with the length of this batch
 * @param mask which steps are real, if not all
 */
record BatchInput(DMatrixRMaj values, DataShape shape, Optional<Mask> mask) {

  /** Refuses what has no sample or no feature. */
  static BatchInput vectors(DMatrixRMaj values) {
    requireElements(values);
    return new BatchInput(values, DataShape.vectors(values.numCols), Optional.empty());
  }

  /** Refuses rows that are not steps of samples, and a mask for others. */
  static BatchInput sequences(DMatrixRMaj values, int timesteps, Optional<Mask> mask) {
    requireElements(values);
    DataShape shape = DataShape.sequence(timesteps, values.numCols);
    Checks.require(
        values.numRows % timesteps == 0,
        "Batch",
        values.numRows + " rows can not be cut into " + timesteps + " time steps.");
    BatchInput input = new BatchInput(values, shape, mask);
    mask.ifPresent(input::requireSize);
    return input;
  }

  int timesteps() {
    return shape.timesteps().orElse(1);
  }

  int size() {
    return values.numRows / timesteps();
  }

  /** Other values for the same steps. */
  BatchInput withValues(DMatrixRMaj newValues) {
    Checks.sameShape("Batch", Shape.of(newValues), new Shape(values.numRows, newValues.numCols));
    return new BatchInput(newValues, shape.withFeatures(newValues.numCols), mask);
  }

  /** On a tape, as a constant. */
  Sequence sequence(Tape tape) {
    return shape.hasTime()
        ? Sequence.of(tape.constant(values), timesteps(), mask)
        : Sequence.ofVectors(tape.constant(values));
  }

  /** All inputs of a batch on a tape. */
  static List<Sequence> sequences(List<BatchInput> inputs, Tape tape) {
    return inputs.size() == 1
        ? List.of(inputs.get(0).sequence(tape))
        : inputs.stream().map(input -> input.sequence(tape)).toList();
  }

  /** The shapes of all inputs of a batch. */
  static List<DataShape> shapes(List<BatchInput> inputs) {
    return inputs.size() == 1
        ? List.of(inputs.get(0).shape())
        : inputs.stream().map(BatchInput::shape).toList();
  }

  private static void requireElements(DMatrixRMaj values) {
    Checks.require(
        values.getNumElements() > 0,
        "Batch",
        "inputs are " + Shape.of(values) + "; expected at least one sample and one feature.");
  }

  private void requireSize(Mask candidate) {
    Checks.require(
        candidate.batch() == size() && candidate.timesteps() == timesteps(),
        "Batch",
        "mask is for "
            + candidate.batch()
            + " samples × "
            + candidate.timesteps()
            + " steps; expected "
            + size()
            + " × "
            + timesteps()
            + ".");
  }

  @Override
  public String toString() {
    return shape + (mask.isPresent() ? ", masked" : "");
  }
}
