package dev.rewind.training.data;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ejml.data.DMatrixRMaj;

/**
 * Some samples, put together for one training step: inputs and, perhaps, mask, targets and weights.
 * Mostly there is one input; {@link #zip} makes a batch of several.
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
  private final List<BatchInput> inputs;
  private final Optional<DMatrixRMaj> targets;
  private final boolean targetsPerStep;
  private final Optional<DMatrixRMaj> sampleWeights;

  private Batch(
      List<BatchInput> inputs,
      Optional<DMatrixRMaj> targets,
      boolean targetsPerStep,
      Optional<DMatrixRMaj> sampleWeights) {
    this.inputs = List.copyOf(inputs);
    this.targets = targets;
    this.targetsPerStep = targetsPerStep;
    this.sampleWeights = sampleWeights;
  }

  private static Batch of(BatchInput input) {
    return new Batch(List.of(input), Optional.empty(), false, Optional.empty());
  }

  /**
   * A batch of vectors, without targets.
   *
   * @param inputs {@code [batch, features]}; handed over
   * @return the batch
   * @throws IllegalArgumentException if there is no row or no column
   */
  public static Batch ofVectors(DMatrixRMaj inputs) {
    return of(BatchInput.vectors(inputs));
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
    return of(BatchInput.sequences(inputs, timesteps, mask));
  }

  /**
   * The same samples for a model of several inputs: the inputs of all parts, in order, with the
   * targets and the sample weights that one of them has.
   *
   * @param parts batches of the same samples in the same order; handed over
   * @return the batch
   * @throws IllegalArgumentException if there is no part, parts differ in their number of samples,
   *     or several have targets or several have weights
   */
  public static Batch zip(Batch... parts) {
    List<Batch> all = List.of(parts);
    ZippedDataset.requireSizes(all.stream().map(Batch::size).toList());
    List<Batch> labelled = all.stream().filter(Batch::hasTargets).toList();
    List<DMatrixRMaj> weights = all.stream().flatMap(part -> part.sampleWeights.stream()).toList();
    ZippedDataset.requireOne("targets", labelled.size());
    ZippedDataset.requireOne("sample weights", weights.size());
    Batch rest = labelled.isEmpty() ? parts[0] : labelled.get(0);
    return new Batch(
        all.stream().flatMap(part -> part.inputs.stream()).toList(),
        rest.targets,
        rest.targetsPerStep,
        weights.stream().findFirst());
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
   * The same inputs with a target per time step. Of several inputs these are the steps of the
   * first; targets for those of another are given to it before {@link #zip}.
   *
   * @param newTargets {@code [timesteps·batch, k]}, time-major as the inputs; handed over
   * @return a new batch
   * @throws IllegalArgumentException if there is no time axis or not one row per sample and step
   */
  public Batch withStepTargets(DMatrixRMaj newTargets) {
    Checks.require(
        inputShape().hasTime(),
        "Batch",
        "vectors have no time steps to give targets to. Use withTargets.");
    return withTargets(newTargets, inputs().numRows, true);
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
    return new Batch(inputs, targets, targetsPerStep, Optional.of(newWeights));
  }

  /**
   * Other values for the same steps of the first input; everything else stays.
   *
   * @param newInputs as many rows as the first input; handed over
   * @return a new batch
   * @throws IllegalArgumentException if the number of rows differs
   */
  public Batch withInputs(DMatrixRMaj newInputs) {
    List<BatchInput> changed = new ArrayList<>(inputs);
    changed.set(0, first().withValues(newInputs));
    return new Batch(changed, targets, targetsPerStep, sampleWeights);
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int size() {
    return first().size();
  }

  /**
   * The shape of the first input, or the only one.
   *
   * @return features and time axis, with the length of this batch
   */
  public DataShape inputShape() {
    return first().shape();
  }

  /**
   * The shapes of all inputs.
   *
   * @return one for each input, with the length of this batch
   */
  public List<DataShape> inputShapes() {
    return inputs.stream().map(BatchInput::shape).toList();
  }

  /**
   * The number of time steps of the first input, padding included.
   *
   * @return at least 1; 1 without a time axis
   */
  public int timesteps() {
    return first().timesteps();
  }

  /**
   * The values of the first input, or the only one.
   *
   * @return {@code [timesteps·batch, features]}, or {@code [batch, features]} without a time axis;
   *     not to be modified
   */
  public DMatrixRMaj inputs() {
    return first().values();
  }

  /**
   * Which time steps of the first input are real.
   *
   * @return the mask; nothing if all are
   */
  public Optional<Mask> mask() {
    return first().mask();
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
   * Puts the first input, or the only one, on a tape, as a constant.
   *
   * @param tape what the call is recorded on
   * @return values, time axis and mask, ready for a layer
   */
  public Sequence sequence(Tape tape) {
    return first().sequence(tape);
  }

  /**
   * Puts all inputs on a tape, as constants.
   *
   * @param tape what the call is recorded on
   * @return values, time axis and mask of each input, ready for a model
   */
  public List<Sequence> sequences(Tape tape) {
    return inputs.stream().map(input -> input.sequence(tape)).toList();
  }

  private BatchInput first() {
    return inputs.get(0);
  }

  private Batch withTargets(DMatrixRMaj newTargets, int rows, boolean perStep) {
    Checks.sameShape("Batch", Shape.of(newTargets), new Shape(rows, newTargets.numCols));
    return new Batch(inputs, Optional.of(newTargets), perStep, sampleWeights);
  }

  @Override
  public String toString() {
    String all = inputs.stream().map(BatchInput::toString).collect(Collectors.joining(" and "));
    return "Batch[" + size() + " × " + all + (hasTargets() ? ", with targets]" : "]");
  }
}
