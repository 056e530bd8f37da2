package dev.rewind.training.data;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import java.util.List;
import java.util.Optional;

/**
 * A finite collection of samples, each with a number from 0. Training shuffles the numbers and asks
 * for batches.
 *
 * <pre>{@code
 * Dataset data = Dataset.of(sequences, labels);          // double[][][] and int[]
 * Batch batch = data.batch(7, 2, 5);
 * for (Batch next : data.batches(32, random)) { … }     // one epoch, shuffled
 * }</pre>
 *
 * <p>Implement the four abstract methods to train on samples that are kept elsewhere, and {@link
 * #targetsOf} too if inputs take long to make. Samples must not change, and batches may be asked
 * for in any order and from any thread.
 */
public interface Dataset {

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  int size();

  /**
   * The shape of the inputs; of several, that of the first.
   *
   * @return features and time axis; its length is given only if all samples have the same
   */
  DataShape inputShape();

  /**
   * The shapes of all inputs, for a model that has several.
   *
   * @return one for each input, as {@link #inputShape} gives the first
   */
  default List<DataShape> inputShapes() {
    return List.of(inputShape());
  }

  /**
   * The shape of the targets; of several outputs, that of the first.
   *
   * @return vectors for a target per sample (class labels: 1 feature), a sequence for a target per
   *     time step; nothing if there are no targets and the data are only good for predictions
   */
  Optional<DataShape> targetShape();

  /**
   * The shapes of all targets, for a model of several outputs.
   *
   * @return one for each output, as {@link #targetShape} gives the first; none if there are no
   *     targets
   */
  default List<DataShape> targetShapes() {
    return targetShape().stream().toList();
  }

  /**
   * Puts samples together, padded to the longest of them.
   *
   * @param samples their numbers, at least one, in any order; a number may come twice
   * @return the batch, its samples in that order
   * @throws IllegalArgumentException if there is no number or one is out of range
   */
  Batch batch(int... samples);

  /**
   * The targets of some samples, without their inputs: all of them are looked at before a training
   * begins, and inputs that are computed or long are best not made for that.
   *
   * @param samples their numbers, at least one, in any order; a number may come twice
   * @return those of {@link #batch} of the same samples, one for each output; none if there are no
   *     targets. Weights may be left out.
   * @throws IllegalArgumentException if there is no number or one is out of range
   */
  default List<BatchTarget> targetsOf(int... samples) {
    Batch batch = batch(samples);
    return batch.hasTargets() ? batch.allTargets() : List.of();
  }

  /**
   * The names of the classes, where targets are class labels.
   *
   * @return an immutable list, name number i for label i; empty if targets are something else
   */
  default List<String> classNames() {
    return List.of();
  }

  /**
   * Sequences with class labels, for sparse losses.
   *
   * <pre>{@code
   * Dataset spoken = Dataset.of(new double[][][] {{{0.1}, {0.7}}, {{0.9}}}, new int[] {1, 0});
   * }</pre>
   *
   * @param sequences one array {@code [time][feature]} per sample, of any lengths; copied
   * @param labels one number per sample, from 0; copied
   * @return the data set
   * @throws IllegalArgumentException if a sample is ragged, empty or not finite, or there is not
   *     one label per sample, or one is negative
   */
  static SequenceDataset of(double[][][] sequences, int[] labels) {
    return SequenceDataset.of(sequences).withLabels(labels);
  }

  /**
   * Sequences with a target each.
   *
   * <pre>{@code
   * Dataset rising = Dataset.of(new double[][][] {{{1}, {2}}, {{3}}}, new double[][] {{3}, {4}});
   * }</pre>
   *
   * @param sequences one array {@code [time][feature]} per sample, of any lengths; copied
   * @param targets one row per sample, {@code [n][k]}; copied
   * @return the data set
   * @throws IllegalArgumentException if a sample or target is ragged, empty or not finite, or there
   *     is not one target per sample
   */
  static SequenceDataset of(double[][][] sequences, double[][] targets) {
    return SequenceDataset.of(sequences).withTargets(targets);
  }

  /**
   * Sequences with a target for each time step.
   *
   * <pre>{@code
   * Dataset doubled = Dataset.of(new double[][][] {{{1}, {2}}}, new double[][][] {{{2}, {4}}});
   * }</pre>
   *
   * @param sequences one array {@code [time][feature]} per sample, of any lengths; copied
   * @param stepTargets one array {@code [time][k]} per sample, as long as its sequence; copied
   * @return the data set
   * @throws IllegalArgumentException if a sample or target is ragged, empty or not finite, or there
   *     is not one target per time step
   */
  static SequenceDataset of(double[][][] sequences, double[][][] stepTargets) {
    return SequenceDataset.of(sequences).withStepTargets(List.of(stepTargets));
  }

  /**
   * Vectors with class labels, for sparse losses.
   *
   * <pre>{@code
   * Dataset xor = Dataset.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});
   * }</pre>
   *
   * @param vectors one row {@code [feature]} per sample; copied
   * @param labels one number per sample, from 0; copied
   * @return the data set
   * @throws IllegalArgumentException if vectors differ in length or are not finite, or there is not
   *     one label per sample, or one is negative
   */
  static SequenceDataset of(double[][] vectors, int[] labels) {
    return SequenceDataset.ofVectors(vectors).withLabels(labels);
  }

  /**
   * Vectors with a target each.
   *
   * <pre>{@code
   * Dataset line = Dataset.of(new double[][] {{0}, {1}, {2}}, new double[][] {{1}, {3}, {5}});
   * }</pre>
   *
   * @param vectors one row {@code [feature]} per sample; copied
   * @param targets one row per sample, {@code [n][k]}; copied
   * @return the data set
   * @throws IllegalArgumentException if rows differ in length or are not finite, or there is not
   *     one target per sample
   */
  static SequenceDataset of(double[][] vectors, double[][] targets) {
    return SequenceDataset.ofVectors(vectors).withTargets(targets);
  }

  /**
   * Puts data sets together for a model of several inputs or outputs: a view, nothing is copied.
   * Sample number i has the inputs and the targets of sample i of each part, in order. If several
   * parts have targets, the sample weights of such a part are for its own targets; otherwise those
   * that one part has are for all.
   *
   * <pre>{@code
   * Dataset pairs = Dataset.zip(questions, answers.withStepTargets(next));
   * }</pre>
   *
   * @param parts data sets of the same samples in the same order, for the inputs of the model in
   *     their order
   * @return a data set of as many samples
   * @throws IllegalArgumentException if there is no part, or parts differ in their number of
   *     samples
   */
  static Dataset zip(Dataset... parts) {
    return new ZippedDataset(List.of(parts));
  }

  /**
   * Some of the samples: a view, nothing is copied.
   *
   * @param samples their numbers, at least one; a number may come twice
   * @return a data set with as many samples, in that order
   * @throws IllegalArgumentException if there is no number or one is out of range
   */
  default Dataset subset(int... samples) {
    return new SubsetDataset(this, samples);
  }

  /**
   * The length of the first input of a sample, without padding.
   *
   * @param sample its number
   * @return the number of its time steps; 1 without a time axis
   * @throws IllegalArgumentException if the number is out of range
   */
  default int timesteps(int sample) {
    return batch(sample).timesteps();
  }

  /**
   * All samples in their order, batch by batch; the last batch may be smaller.
   *
   * @param batchSize samples per batch, positive
   * @return batches that are made when they are asked for; each iterator begins with sample 0
   * @throws IllegalArgumentException if the batch size is not positive
   */
  default BatchSource batches(int batchSize) {
    return DatasetBatches.inOrder(this, batchSize);
  }

  /**
   * All samples in random order, batch by batch; the last batch may be smaller. Each call of {@code
   * iterator()} is an epoch: it draws its order, {@code random.permutation(size())}, at once and
   * nothing later. So the order of epoch n depends on the source alone, whatever was read of the
   * epochs before it; a source that is set back to its {@link RandomSource#state() state} gives the
   * same epochs again.
   *
   * @param batchSize samples per batch, positive
   * @param random where the orders come from; not copied, and advanced by each iterator
   * @return batches that are made when they are asked for
   * @throws IllegalArgumentException if the batch size is not positive
   */
  default BatchSource batches(int batchSize, RandomSource random) {
    return DatasetBatches.shuffled(this, batchSize, random);
  }
}
