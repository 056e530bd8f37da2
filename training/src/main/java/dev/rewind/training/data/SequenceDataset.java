package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.training.data.Blocks.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Sequences, or plain vectors, in memory. Immutable: arrays are copied when they come in.
 *
 * <pre>{@code
 * Dataset spoken = SequenceDataset.of(recordings).withLabels(labels, List.of("yes", "no"));
 * Dataset points = SequenceDataset.ofVectors(x).withTargets(y);
 * Dataset unknown = SequenceDataset.of(recordings);    // good for predictions
 * }</pre>
 *
 * <p>Sequences may differ in length. A batch is padded to its own longest sequence, and has a mask
 * if some sequence of it is shorter. All data are checked here, before anything is computed with
 * them: a ragged sample or a NaN is refused with its place.
 */
public final class SequenceDataset implements Dataset {
  private static final String WHO = "SequenceDataset";

  private final Blocks inputs;
  private final boolean hasTime;
  private final List<Targets> targets;
  private final Optional<Blocks> sampleWeights;

  private SequenceDataset(
      Blocks inputs, boolean hasTime, List<Targets> targets, Optional<Blocks> sampleWeights) {
    this.inputs = inputs;
    this.hasTime = hasTime;
    this.targets = List.copyOf(targets);
    this.sampleWeights = sampleWeights;
  }

  /**
   * Sequences, without targets.
   *
   * @param sequences one array {@code [time][feature]} per sample; copied
   * @return the data set
   * @throws IllegalArgumentException if there is no sample or one without time steps, if steps
   *     differ in their number of features, or a value is not finite
   */
  public static SequenceDataset of(List<double[][]> sequences) {
    return of(Wording.SEQUENCE, true, sequences);
  }

  /**
   * Sequences, without targets.
   *
   * @param sequences one array {@code [time][feature]} per sample; copied
   * @return the data set
   * @throws IllegalArgumentException if there is no sample or one without time steps, if steps
   *     differ in their number of features, or a value is not finite
   */
  public static SequenceDataset of(double[][]... sequences) {
    return of(List.of(sequences));
  }

  /**
   * Vectors without a time axis, and without targets.
   *
   * @param vectors one row {@code [feature]} per sample; copied
   * @return the data set
   * @throws IllegalArgumentException if there is no sample, if samples differ in their number of
   *     features, or a value is not finite
   */
  public static SequenceDataset ofVectors(double[][] vectors) {
    List<double[][]> samples = new ArrayList<>();
    for (double[] vector : vectors) {
      samples.add(new double[][] {vector});
    }
    return of(Wording.VECTOR, false, samples);
  }

  /**
   * Sequences of ids, such as those of characters or words, for an {@code Embedding}: one feature,
   * without targets.
   *
   * <pre>{@code
   * SequenceDataset reviews = SequenceDataset.ofTokens(texts.stream().map(words::encode).toList());
   * }</pre>
   *
   * @param sequences the ids of one sample each, {@code [time]}, at least 0; copied
   * @return the data set, of shape {@code [time][1]}
   * @throws IllegalArgumentException if there is no sample or one without ids, or an id is negative
   */
  public static SequenceDataset ofTokens(List<int[]> sequences) {
    List<double[][]> samples = new ArrayList<>();
    for (int[] ids : sequences) {
      double[][] steps = new double[ids.length][1];
      for (int time = 0; time < ids.length; time++) {
        Checks.require(
            ids[time] >= 0,
            WHO,
            "id of sample "
                + samples.size()
                + ", step "
                + time
                + " is "
                + ids[time]
                + "; expected at least 0. Count ids from 0.");
        steps[time][0] = ids[time];
      }
      samples.add(steps);
    }
    return of(samples);
  }

  /**
   * Sequences of ids, such as those of characters or words, for an {@code Embedding}: one feature,
   * without targets.
   *
   * @param sequences the ids of one sample each, {@code [time]}, at least 0; copied
   * @return the data set, of shape {@code [time][1]}
   * @throws IllegalArgumentException if there is no sample or one without ids, or an id is negative
   */
  public static SequenceDataset ofTokens(int[]... sequences) {
    return ofTokens(List.of(sequences));
  }

  private static SequenceDataset of(Wording wording, boolean hasTime, List<double[][]> samples) {
    Checks.require(!samples.isEmpty(), WHO, "got no samples; expected at least one.");
    Blocks blocks = Blocks.copyOf(WHO, wording, samples);
    return new SequenceDataset(blocks, hasTime, List.of(), Optional.empty());
  }

  /**
   * The same samples with class labels, for sparse losses: targets are {@code [batch, 1]}.
   *
   * @param labels one number per sample, from 0; copied
   * @param classNames names of the classes; name number i is for label i
   * @return a new data set
   * @throws IllegalArgumentException if there is not one label per sample, a label is out of range,
   *     or names are not distinct
   */
  public SequenceDataset withLabels(int[] labels, List<String> classNames) {
    return withTargets(Targets.labels(WHO, inputs, labels, classNames));
  }

  /**
   * The same samples with class labels; the classes are named by their numbers.
   *
   * @param labels one number per sample, from 0; copied
   * @return a new data set
   * @throws IllegalArgumentException if there is not one label per sample, or one is negative
   */
  public SequenceDataset withLabels(int... labels) {
    int classes = Arrays.stream(labels).max().orElse(0) + 1;
    List<String> names =
        IntStream.range(0, Math.max(1, classes)).mapToObj(String::valueOf).toList();
    return withLabels(labels, names);
  }

  /**
   * The same samples with a target each, not one per time step: numbers to predict, or classes as
   * one-hot rows.
   *
   * @param newTargets one row per sample, {@code [n][k]}; copied
   * @return a new data set
   * @throws IllegalArgumentException if there is not one row per sample, rows differ in length, or
   *     a value is not finite
   */
  public SequenceDataset withTargets(double[][] newTargets) {
    return withTargets(Targets.values(WHO, inputs, newTargets));
  }

  /**
   * The same sequences with a target for each time step.
   *
   * @param newTargets one array {@code [time][k]} per sample, as long as its sequence; copied
   * @return a new data set
   * @throws IllegalArgumentException if there is no time axis, there is not one row per time step,
   *     rows differ in length, or a value is not finite
   */
  public SequenceDataset withStepTargets(List<double[][]> newTargets) {
    Checks.require(hasTime, WHO, "vectors have no time steps to give targets to. Use withTargets.");
    return withTargets(Targets.steps(WHO, inputs, newTargets));
  }

  /**
   * The same sequences with a target for each time step.
   *
   * @param newTargets one array {@code [time][k]} per sample, as long as its sequence; copied
   * @return a new data set
   * @throws IllegalArgumentException if there is no time axis, there is not one row per time step,
   *     rows differ in length, or a value is not finite
   */
  public SequenceDataset withStepTargets(double[][]... newTargets) {
    return withStepTargets(List.of(newTargets));
  }

  /**
   * The same sequences with a class label for each time step, such as the next character.
   *
   * @param labels one array {@code [time]} per sample, as long as its sequence, with numbers from
   *     0; copied
   * @return a new data set
   * @throws IllegalArgumentException if there is no time axis or not one label per time step
   */
  public SequenceDataset withStepLabels(int[]... labels) {
    List<double[][]> rows = new ArrayList<>();
    for (int[] steps : labels) {
      rows.add(Arrays.stream(steps).mapToObj(y -> new double[] {y}).toArray(double[][]::new));
    }
    return withStepTargets(rows);
  }

  /**
   * The same samples with a sequence of targets each, whose length need not be that of the input:
   * for models that give sequences of another length, such as those with {@code RepeatVector}.
   *
   * @param newTargets one array {@code [time][k]} per sample, all of one length; copied
   * @return a new data set
   * @throws IllegalArgumentException if there is not one array per sample, they differ in length,
   *     rows differ in length, or a value is not finite
   */
  public SequenceDataset withTargetSequences(List<double[][]> newTargets) {
    return withTargets(Targets.sequences(WHO, inputs, newTargets));
  }

  /**
   * The same samples with the targets of another data set besides their own, for the further
   * outputs of a model.
   *
   * <pre>{@code
   * SequenceDataset x = SequenceDataset.of(tunes);
   * Dataset both = x.withLabels(moods).and(x.withStepTargets(nextNotes));
   * }</pre>
   *
   * @param other a data set of the same samples, whose targets are taken and whose inputs and
   *     weights are not
   * @return a new data set
   * @throws IllegalArgumentException if it has another number of samples, or no targets
   */
  public SequenceDataset and(SequenceDataset other) {
    Targets.requireCount(WHO, "targets", other.size(), size());
    Checks.require(!other.targets.isEmpty(), WHO, "and: the other data set has no targets.");
    List<Targets> all = new ArrayList<>(targets);
    all.addAll(other.targets);
    return new SequenceDataset(inputs, hasTime, all, sampleWeights);
  }

  private SequenceDataset withTargets(Targets newTargets) {
    return new SequenceDataset(inputs, hasTime, List.of(newTargets), sampleWeights);
  }

  /**
   * The same samples, some counting more than others in the loss.
   *
   * @param newWeights one number per sample, at least 0; copied
   * @return a new data set
   * @throws IllegalArgumentException if there is not one weight per sample, or one is negative or
   *     not finite
   */
  public SequenceDataset withSampleWeights(double... newWeights) {
    Targets.requireCount(WHO, "sample weights", newWeights.length, size());
    List<double[][]> rows = new ArrayList<>();
    for (int sample = 0; sample < newWeights.length; sample++) {
      Checks.notNegative(WHO, "weight of sample " + sample, newWeights[sample]);
      rows.add(new double[][] {{newWeights[sample]}});
    }
    return weighted(rows);
  }

  /**
   * The same sequences, some time steps counting more than others in the loss.
   *
   * @param newWeights one array {@code [time]} per sample, as long as its sequence, with numbers of
   *     at least 0; copied
   * @return a new data set
   * @throws IllegalArgumentException if there is no time axis or not one weight per time step, or
   *     one is negative or not finite
   */
  public SequenceDataset withStepWeights(List<double[]> newWeights) {
    Checks.require(hasTime, WHO, "vectors have no time steps to weigh. Use withSampleWeights.");
    Targets.requireCount(WHO, "step weights", newWeights.size(), size());
    List<double[][]> rows = new ArrayList<>();
    for (int sample = 0; sample < newWeights.size(); sample++) {
      double[] steps = newWeights.get(sample);
      Checks.require(
          steps.length == inputs.rows(sample),
          WHO,
          "weights of sample "
              + sample
              + " are for "
              + steps.length
              + " time steps; expected "
              + inputs.rows(sample)
              + " as in its sequence.");
      double[][] column = new double[steps.length][1];
      for (int t = 0; t < steps.length; t++) {
        String place = "weight of sample " + sample + ", step " + t;
        column[t][0] = Checks.notNegative(WHO, place, steps[t]);
      }
      rows.add(column);
    }
    return weighted(rows);
  }

  private SequenceDataset weighted(List<double[][]> weights) {
    Blocks blocks = Blocks.copyOf(WHO, Wording.WEIGHT, weights);
    return new SequenceDataset(inputs, hasTime, targets, Optional.of(blocks));
  }

  @Override
  public int size() {
    return inputs.size();
  }

  @Override
  public DataShape inputShape() {
    return hasTime ? inputs.sequenceShape() : DataShape.vectors(inputs.width());
  }

  @Override
  public Optional<DataShape> targetShape() {
    return targetShapes().stream().findFirst();
  }

  @Override
  public List<DataShape> targetShapes() {
    return targets.stream().map(Targets::shape).toList();
  }

  /** Those of the first target. */
  @Override
  public List<String> classNames() {
    return targets.isEmpty() ? List.of() : targets.get(0).classNames();
  }

  @Override
  public int timesteps(int sample) {
    Samples.require(WHO, size(), sample);
    return inputs.rows(sample);
  }

  @Override
  public List<BatchTarget> targetsOf(int... samples) {
    Samples.require(WHO, size(), samples);
    return targets.stream().map(target -> target.gather(samples)).toList();
  }

  @Override
  public Batch batch(int... samples) {
    Samples.require(WHO, size(), samples);
    int timesteps = inputs.maxRows(samples);
    DMatrixRMaj values = inputs.gather(timesteps, samples);
    Batch batch =
        (hasTime
                ? Batch.ofSequences(values, timesteps, mask(timesteps, samples))
                : Batch.ofVectors(values))
            .withTargets(targetsOf(samples).toArray(BatchTarget[]::new));
    return sampleWeights
        .map(weights -> batch.withSampleWeights(weights.gather(weights.maxRows(samples), samples)))
        .orElse(batch);
  }

  private Optional<Mask> mask(int timesteps, int... samples) {
    int[] lengths = Arrays.stream(samples).map(inputs::rows).toArray();
    boolean padded = Arrays.stream(lengths).anyMatch(length -> length < timesteps);
    return padded ? Optional.of(Mask.ofLengths(timesteps, lengths)) : Optional.empty();
  }

  @Override
  public String toString() {
    return "SequenceDataset[" + size() + " × " + inputShape() + "]";
  }
}
