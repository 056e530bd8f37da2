package dev.rewind.training.data;

import dev.rewind.layers.DataShape;
import java.util.List;
import java.util.Optional;

/**
 * A finite collection of samples, each with a number from 0. Training shuffles the numbers and asks
 * for batches.
 *
 * <pre>{@code
 * Dataset data = SequenceDataset.of(sequences).withLabels(labels, List.of("yes", "no"));
 * Batch batch = data.batch(7, 2, 5);
 * }</pre>
 *
 * <p>Implement the four abstract methods to train on samples that are kept elsewhere. Samples must
 * not change, and batches may be asked for in any order and from any thread.
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
   * The names of the classes, where targets are class labels.
   *
   * @return an immutable list, name number i for label i; empty if targets are something else
   */
  default List<String> classNames() {
    return List.of();
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
}
