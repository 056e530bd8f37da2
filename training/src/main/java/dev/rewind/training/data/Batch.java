package dev.rewind.training.data;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final List<BatchTarget> targets;
  private final Optional<DMatrixRMaj> sampleWeights;
  private final boolean startsAnew;
  private final Optional<BatchChunks.Piece> piece;

  Batch(
      List<BatchInput> inputs,
      List<BatchTarget> targets,
      Optional<DMatrixRMaj> sampleWeights,
      boolean startsAnew) {
    this(inputs, targets, sampleWeights, startsAnew, Optional.empty());
  }

  Batch(
      List<BatchInput> inputs,
      List<BatchTarget> targets,
      Optional<DMatrixRMaj> sampleWeights,
      boolean startsAnew,
      Optional<BatchChunks.Piece> piece) {
    this.inputs = List.copyOf(inputs);
    this.targets = List.copyOf(targets);
    this.sampleWeights = sampleWeights;
    this.startsAnew = startsAnew;
    this.piece = piece;
  }

  private static Batch of(BatchInput input) {
    return new Batch(List.of(input), List.of(), Optional.empty(), false);
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
   * The same samples for a model of several inputs or outputs: the inputs and the targets of all
   * parts, in order. If several parts have targets, the sample weights of such a part are for its
   * own targets; otherwise those that one part has are for all. If any part starts anew, so does
   * the whole.
   *
   * @param parts batches of the same samples in the same order; handed over
   * @return the batch
   * @throws IllegalArgumentException if there is no part, parts differ in their number of samples,
   *     or it is not clear which targets the sample weights are for
   */
  public static Batch zip(Batch... parts) {
    return BatchZip.of(List.of(parts));
  }

  /**
   * The same inputs with a target per sample.
   *
   * @param newTargets {@code [batch, k]}; handed over
   * @return a new batch
   * @throws dev.rewind.core.ShapeMismatchException if there is not one row per sample
   */
  public Batch withTargets(DMatrixRMaj newTargets) {
    requireRows(newTargets, size());
    return withTargets(BatchTarget.of(newTargets));
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
    requireRows(newTargets, inputs().numRows);
    return withTargets(BatchTarget.ofSteps(newTargets, timesteps()));
  }

  /**
   * The same inputs with targets for each output of a model, whose length need not be that of an
   * input.
   *
   * @param newTargets what each output is to be, in the order of the outputs; handed over
   * @return a new batch
   * @throws IllegalArgumentException if they are for another number of samples
   */
  public Batch withTargets(BatchTarget... newTargets) {
    for (BatchTarget target : newTargets) {
      Checks.require(
          target.size() == size(),
          "Batch",
          "targets are for " + target.size() + " samples; expected " + size() + ".");
    }
    return new Batch(inputs, List.of(newTargets), sampleWeights, startsAnew, piece);
  }

  /**
   * The same data with a weight per sample, or per time step of the first input, for all targets.
   *
   * @param newWeights {@code [batch, 1]} or {@code [timesteps·batch, 1]}; handed over
   * @return a new batch
   * @throws IllegalArgumentException if there is not one number per sample or step
   */
  public Batch withSampleWeights(DMatrixRMaj newWeights) {
    BatchTarget.requireWeights("Batch", newWeights, inputs().numRows, size());
    return new Batch(inputs, targets, Optional.of(newWeights), startsAnew, piece);
  }

  /**
   * The same data, in which each sample, or each step with a target of its own, counts as its class
   * does. Classes are labels, or the largest element of a row of several.
   *
   * @param classWeights from the number of a class to how much it counts; 1 for those left out
   * @return a new batch with sample weights; this one if there are no class weights
   * @throws IllegalArgumentException if there are sample weights or several targets already
   * @throws IllegalStateException if there are no targets
   */
  public Batch withClassWeights(Map<Integer, Double> classWeights) {
    if (classWeights.isEmpty()) {
      return this;
    }
    BatchTarget target = allTargets().get(0);
    Checks.require(
        targets.size() == 1 && sampleWeights.isEmpty() && target.weights().isEmpty(),
        "classWeights",
        "the batch has "
            + (targets.size() == 1 ? "sample weights too" : targets.size() + " targets")
            + "; expected one target without weights. Put all weights into sample weights.");
    return withTargets(target.weighted(ClassWeights.of(target.values(), classWeights)));
  }

  /**
   * The same data, marked as beginning anew: what stateful layers carry is set to zero before this
   * batch. Other batches go on where the one before them ended.
   *
   * @return a new batch
   */
  public Batch startingAnew() {
    return new Batch(inputs, targets, sampleWeights, true, piece);
  }

  /**
   * Cuts the time axis into pieces, for truncated backpropagation through time: each piece goes on
   * where the one before it ended, and the first {@linkplain #startsAnew starts anew}. Weights per
   * sample go along with every piece.
   *
   * @param timesteps the length of a piece, positive; the last may be shorter
   * @return the pieces in order; the only one of a batch that is short enough
   * @throws IllegalArgumentException if the length is not positive, inputs differ in their number
   *     of time steps or have none, or targets are not per step
   */
  public List<Batch> chunks(int timesteps) {
    List<Batch> pieces = new ArrayList<>();
    new BatchChunks(this, Checks.positive("Batch", "timesteps", timesteps)).forEach(pieces::add);
    return pieces;
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
    return new Batch(changed, targets, sampleWeights, startsAnew, piece);
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
    return BatchInput.shapes(inputs);
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
    return !targets.isEmpty();
  }

  /**
   * The targets of the first output, or the only one.
   *
   * @return {@code [batch, k]}, or {@code [timesteps·batch, k]} if {@link #targetsPerStep()}; class
   *     labels are {@code [batch, 1]}; not to be modified
   * @throws IllegalStateException if there are none
   */
  public DMatrixRMaj targets() {
    return allTargets().get(0).values();
  }

  /**
   * The targets of all outputs.
   *
   * @return an immutable list, at least one
   * @throws IllegalStateException if there are none
   */
  public List<BatchTarget> allTargets() {
    if (targets.isEmpty()) {
      throw new IllegalStateException(
          "Batch: it has no targets. Give the data set labels or targets before training with it.");
    }
    return targets;
  }

  /**
   * Whether each time step has a target of its own, for the first output.
   *
   * @return true if the targets have a time axis
   */
  public boolean targetsPerStep() {
    return hasTargets() && targets.get(0).perStep();
  }

  /**
   * How much each sample or step counts in the loss, for all targets.
   *
   * @return {@code [batch, 1]} or {@code [timesteps·batch, 1]}, not to be modified; nothing if all
   *     count the same
   */
  public Optional<DMatrixRMaj> sampleWeights() {
    return sampleWeights;
  }

  /**
   * Whether what stateful layers carry is set to zero before this batch.
   *
   * @return true after {@link #startingAnew}; false by default
   */
  public boolean startsAnew() {
    return startsAnew;
  }

  /**
   * The number of time steps of the longer batch that this is one of the {@link #chunks} of.
   *
   * @return nothing if this is a whole batch
   */
  public Optional<Integer> wholeTimesteps() {
    return piece.map(BatchChunks.Piece::timesteps);
  }

  /**
   * How much of a batch this is: what its loss counts in that of an epoch.
   *
   * @return 1, unless this is one of the {@link #chunks} of a longer batch, whose shares sum to 1
   */
  public double share() {
    return piece.isPresent() ? piece.get().share() : 1;
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
    return BatchInput.sequences(inputs, tape);
  }

  List<BatchInput> allInputs() {
    return inputs;
  }

  private BatchInput first() {
    return inputs.get(0);
  }

  private static void requireRows(DMatrixRMaj newTargets, int rows) {
    Checks.sameShape("Batch", Shape.of(newTargets), new Shape(rows, newTargets.numCols));
  }

  @Override
  public String toString() {
    String all = inputs.stream().map(BatchInput::toString).collect(Collectors.joining(" and "));
    return "Batch["
        + (size() + " × " + all)
        + (hasTargets() ? ", with targets" : "")
        + (startsAnew ? ", starting anew]" : "]");
  }
}
