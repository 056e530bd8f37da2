package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import org.ejml.data.DMatrixRMaj;

/**
 * How often the label is among the k most probable classes.
 *
 * <pre>
 *   v = [fewer than k elements of the row are larger than p[t]]
 *   v = [t is one of p[0], …, p[k − 1]]                           fromSortedIds
 * </pre>
 *
 * <p><b>Shapes</b>: targets {@code [rows, 1]}, labels; predictions {@code [rows, columns]}, with k
 * columns or more: probabilities or logits, or with {@code fromSortedIds} the labels of the best
 * classes, the best one first. A label that is no column counts as not found.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/accuracy_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record SparseTopKCategoricalAccuracy(Options options)
    implements TopKOptions<SparseTopKCategoricalAccuracy>, AccuracyMetric {
  /** Option {@code from_sorted_ids}. */
  public static final Option<Boolean> FROM_SORTED_IDS =
      Option.of("from_sorted_ids", Codecs.BOOLEAN, false).writtenIfChanged();

  private static final Options DECLARED =
      MetricOptions.declare("SparseTopKCategoricalAccuracy", K, FROM_SORTED_IDS);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public SparseTopKCategoricalAccuracy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static SparseTopKCategoricalAccuracy of() {
    return new SparseTopKCategoricalAccuracy(DECLARED);
  }

  @Override
  public SparseTopKCategoricalAccuracy with(Options newOptions) {
    return new SparseTopKCategoricalAccuracy(newOptions);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromSortedIds true if they are labels, the best one first; false, the default, if they
   *     are a number for each class
   * @return a changed copy
   */
  public SparseTopKCategoricalAccuracy fromSortedIds(boolean fromSortedIds) {
    return with(options.with(FROM_SORTED_IDS, fromSortedIds));
  }

  /**
   * What the predictions are.
   *
   * @return true for labels, false for a number for each class
   */
  public boolean fromSortedIds() {
    return options.get(FROM_SORTED_IDS);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.oneColumn(
        name(), targets, predictions, "For one-hot targets use TopKCategoricalAccuracy.");
    TopK.checkColumns(name(), K.name(), k(), predictions);
  }

  @Override
  public double accuracy(DMatrixRMaj targets, DMatrixRMaj predictions, int row) {
    double label = targets.get(row, 0);
    boolean found =
        fromSortedIds()
            ? isListed(predictions, row, label)
            : isColumn(label, predictions.numCols)
                && TopK.isAmong(predictions, row, (int) label, k());
    return found ? 1 : 0;
  }

  private boolean isListed(DMatrixRMaj predictions, int row, double label) {
    for (int column = 0; column < k(); column++) {
      if (predictions.get(row, column) == label) {
        return true;
      }
    }
    return false;
  }

  private static boolean isColumn(double label, int columns) {
    return label >= 0 && label < columns && label == Math.rint(label);
  }
}
