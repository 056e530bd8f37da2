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
  private final Optional<Targets> targets;
  private final Optional<double[]> sampleWeights;

  private SequenceDataset(
      Blocks inputs, boolean hasTime, Optional<Targets> targets, Optional<double[]> sampleWeights) {
    this.inputs = inputs;
    this.hasTime = hasTime;
    this.targets = targets;
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

  private static SequenceDataset of(Wording wording, boolean hasTime, List<double[][]> samples) {
    Checks.require(!samples.isEmpty(), WHO, "got no samples; expected at least one.");
    Blocks blocks = Blocks.copyOf(WHO, wording, samples);
    return new SequenceDataset(blocks, hasTime, Optional.empty(), Optional.empty());
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

  private SequenceDataset withTargets(Targets newTargets) {
    return new SequenceDataset(inputs, hasTime, Optional.of(newTargets), sampleWeights);
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
    double[] copy = newWeights.clone();
    for (int sample = 0; sample < copy.length; sample++) {
      Checks.notNegative(WHO, "weight of sample " + sample, copy[sample]);
    }
    return new SequenceDataset(inputs, hasTime, targets, Optional.of(copy));
  }

  @Override
  public int size() {
    return inputs.size();
  }

  @Override
  public DataShape inputShape() {
    return shape(inputs.width());
  }

  @Override
  public Optional<DataShape> targetShape() {
    return targets.map(
        t -> t.perStep() ? shape(t.values().width()) : DataShape.vectors(t.values().width()));
  }

  @Override
  public List<String> classNames() {
    return targets.map(Targets::classNames).orElse(List.of());
  }

  private DataShape shape(int width) {
    int timesteps = inputs.rows(0);
    boolean equalLengths =
        IntStream.range(0, size()).allMatch(sample -> inputs.rows(sample) == timesteps);
    if (!hasTime) {
      return DataShape.vectors(width);
    }
    return equalLengths ? DataShape.sequence(timesteps, width) : DataShape.sequence(width);
  }

  @Override
  public Batch batch(int... samples) {
    Samples.require(WHO, size(), samples);
    int timesteps = inputs.maxRows(samples);
    DMatrixRMaj values = inputs.gather(timesteps, samples);
    Batch batch =
        hasTime
            ? Batch.ofSequences(values, timesteps, mask(timesteps, samples))
            : Batch.ofVectors(values);
    if (targets.isPresent()) {
      Targets t = targets.get();
      batch =
          t.perStep()
              ? batch.withStepTargets(t.values().gather(timesteps, samples))
              : batch.withTargets(t.values().gather(1, samples));
    }
    if (sampleWeights.isPresent()) {
      double[] all = sampleWeights.get();
      double[] chosen = Arrays.stream(samples).mapToDouble(sample -> all[sample]).toArray();
      batch = batch.withSampleWeights(new DMatrixRMaj(chosen));
    }
    return batch;
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
