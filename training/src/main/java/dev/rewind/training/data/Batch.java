package dev.rewind.training.data;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Some samples, put together for one training step: inputs and, perhaps, mask, targets and weights.
 *
 * <p><b>Storage</b>: sequences as in {@link Sequence}, time-major, padded with 0 at the end:
 *
 * <pre>
 *              row t·batch + b           mask
 *   t = 0      sample 0, sample 1        ■ ■
 *   t = 1      sample 0, sample 1        ■ ■
 *   t = 2      0         sample 1        □ ■
 * </pre>
 *
 * <p><b>Ownership</b>: a batch owns its matrices; they are handed over to it, handed out without
 * copying, and must not be modified.
 */
public final class Batch {
  private final DMatrixRMaj inputs;
  private final DataShape inputShape;
  private final int timesteps;
  private final Optional<Mask> mask;
  private final Optional<DMatrixRMaj> targets;
  private final boolean targetsPerStep;
  private final Optional<DMatrixRMaj> sampleWeights;

  private Batch(
      DMatrixRMaj inputs,
      DataShape inputShape,
      Optional<Mask> mask,
      Optional<DMatrixRMaj> targets,
      boolean targetsPerStep,
      Optional<DMatrixRMaj> sampleWeights) {
    this.inputs = inputs;
    this.inputShape = inputShape;
    this.timesteps = inputShape.timesteps().orElse(1);
    this.mask = mask;
    this.targets = targets;
    this.targetsPerStep = targetsPerStep;
    this.sampleWeights = sampleWeights;
  }

  /**
   * A batch of vectors, without targets.
   *
   * @param inputs {@code [batch, features]}; handed over
   * @return the batch
   * @throws IllegalArgumentException if there is no row or no column
   */
  public static Batch ofVectors(DMatrixRMaj inputs) {
    requireRows(inputs);
    DataShape shape = DataShape.vectors(inputs.numCols);
    return new Batch(inputs, shape, Optional.empty(), Optional.empty(), false, Optional.empty());
  }

  /**
   * A batch of sequences, without targets.
   *
   * @param inputs {@code [timesteps·batch, features]}, time-major; handed over
   * @param timesteps at least 1
   * @param mask which steps are real, if not all
   * @return the batch
   * @throws IllegalArgumentException if the rows can not be cut into that many steps, or the mask
   *     is of another size
   */
  public static Batch ofSequences(DMatrixRMaj inputs, int timesteps, Optional<Mask> mask) {
    requireRows(inputs);
    DataShape shape = DataShape.sequence(timesteps, inputs.numCols);
    Checks.require(
        inputs.numRows % timesteps == 0,
        "Batch",
        inputs.numRows + " rows can not be cut into " + timesteps + " time steps.");
    Batch batch = new Batch(inputs, shape, mask, Optional.empty(), false, Optional.empty());
    mask.ifPresent(batch::requireSize);
    return batch;
  }

  /**
   * The same inputs with a target per sample.
   *
   * @param newTargets {@code [batch, k]}; handed over
   * @return a new batch
   * @throws dev.rewind.core.ShapeMismatchException if there is not one row per sample
   */
  public Batch withTargets(DMatrixRMaj newTargets) {
    return withTargets(newTargets, size(), false);
  }

  /**
   * The same inputs with a target per time step.
   *
   * @param newTargets {@code [timesteps·batch, k]}, time-major as the inputs; handed over
   * @return a new batch
   * @throws IllegalArgumentException if there is no time axis or not one row per sample and step
   */
  public Batch withStepTargets(DMatrixRMaj newTargets) {
    Checks.require(
        inputShape.hasTime(),
        "Batch",
        "vectors have no time steps to give targets to. Use withTargets.");
    return withTargets(newTargets, inputs.numRows, true);
  }

  /**
   * The same data with a weight per sample.
   *
   * @param newWeights {@code [batch, 1]}; handed over
   * @return a new batch
   * @throws dev.rewind.core.ShapeMismatchException if there is not one number per sample
   */
  public Batch withSampleWeights(DMatrixRMaj newWeights) {
    Checks.sameShape("Batch", Shape.of(newWeights), new Shape(size(), 1));
    return new Batch(inputs, inputShape, mask, targets, targetsPerStep, Optional.of(newWeights));
  }

  /**
   * Other inputs for the same steps; everything else stays.
   *
   * @param newInputs as many rows as these inputs; handed over
   * @return a new batch
   * @throws IllegalArgumentException if the number of rows differs
   */
  public Batch withInputs(DMatrixRMaj newInputs) {
    Shape expected = new Shape(inputs.numRows, newInputs.numCols);
    Checks.sameShape("Batch", Shape.of(newInputs), expected);
    DataShape shape = inputShape.withFeatures(newInputs.numCols);
    return new Batch(newInputs, shape, mask, targets, targetsPerStep, sampleWeights);
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int size() {
    return inputs.numRows / timesteps;
  }

  /**
   * The shape of the inputs.
   *
   * @return features and time axis, with the length of this batch
   */
  public DataShape inputShape() {
    return inputShape;
  }

  /**
   * The number of time steps, padding included.
   *
   * @return at least 1; 1 without a time axis
   */
  public int timesteps() {
    return timesteps;
  }

  /**
   * The inputs.
   *
   * @return {@code [timesteps·batch, features]}, or {@code [batch, features]} without a time axis;
   *     not to be modified
   */
  public DMatrixRMaj inputs() {
    return inputs;
  }

  /**
   * Which time steps are real.
   *
   * @return the mask; nothing if all are
   */
  public Optional<Mask> mask() {
    return mask;
  }

  /**
   * Whether there are targets.
   *
   * @return false for data that are only good for predictions
   */
  public boolean hasTargets() {
    return targets.isPresent();
  }

  /**
   * The targets.
   *
   * @return {@code [batch, k]}, or {@code [timesteps·batch, k]} if {@link #targetsPerStep()}; class
   *     labels are {@code [batch, 1]}; not to be modified
   * @throws IllegalStateException if there are none
   */
  public DMatrixRMaj targets() {
    return targets.orElseThrow(
        () ->
            new IllegalStateException(
                "Batch: it has no targets. Give the data set labels or targets before training with it."));
  }

  /**
   * Whether each time step has a target of its own.
   *
   * @return true if the targets have a time axis
   */
  public boolean targetsPerStep() {
    return targetsPerStep;
  }

  /**
   * How much each sample counts in the loss.
   *
   * @return {@code [batch, 1]}, not to be modified; nothing if all count the same
   */
  public Optional<DMatrixRMaj> sampleWeights() {
    return sampleWeights;
  }

  /**
   * Puts the inputs on a tape, as constants.
   *
   * @param tape what the call is recorded on
   * @return values, time axis and mask, ready for a layer
   */
  public Sequence sequence(Tape tape) {
    return inputShape.hasTime()
        ? Sequence.of(tape.constant(inputs), timesteps, mask)
        : Sequence.ofVectors(tape.constant(inputs));
  }

  private Batch withTargets(DMatrixRMaj newTargets, int rows, boolean perStep) {
    Checks.sameShape("Batch", Shape.of(newTargets), new Shape(rows, newTargets.numCols));
    return new Batch(inputs, inputShape, mask, Optional.of(newTargets), perStep, sampleWeights);
  }

  private static void requireRows(DMatrixRMaj inputs) {
    Checks.require(
        inputs.getNumElements() > 0,
        "Batch",
        "inputs are " + Shape.of(inputs) + "; expected at least one sample and one feature.");
  }

  private void requireSize(Mask candidate) {
    Checks.require(
        candidate.batch() == size() && candidate.timesteps() == timesteps,
        "Batch",
        "mask is for "
            + candidate.batch()
            + " samples × "
            + candidate.timesteps()
            + " steps; expected "
            + size()
            + " × "
            + timesteps
            + ".");
  }

  @Override
  public String toString() {
    return "Batch["
        + size()
        + " × "
        + inputShape
        + (mask.isPresent() ? ", masked" : "")
        + (hasTargets() ? ", with targets]" : "]");
  }
}
