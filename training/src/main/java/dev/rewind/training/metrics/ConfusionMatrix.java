package dev.rewind.training.metrics;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.losses.TargetChecks;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * How often rows of each class were taken for each class: counts {@code [actual, predicted]}. Not
 * thread-safe.
 *
 * <pre>
 * actual \ predicted  cat  dog
 * cat                  17    2
 * dog                   .   11
 * </pre>
 */
public final class ConfusionMatrix {
  private static final String CORNER = "actual \\ predicted";

  private final List<String> names;
  private final int[][] counts;

  private ConfusionMatrix(List<String> names) {
    this.names = names;
    this.counts = new int[names.size()][names.size()];
  }

  /**
   * A matrix of zeros.
   *
   * @param names the names of the classes, in the order of their labels
   * @return an empty confusion matrix
   * @throws IllegalArgumentException if there is no class
   */
  public static ConfusionMatrix of(List<String> names) {
    Checks.positive("ConfusionMatrix", "classes", names.size());
    return new ConfusionMatrix(List.copyOf(names));
  }

  /**
   * A matrix of zeros, whose classes are named by their labels.
   *
   * @param classes the number of classes, at least 1
   * @return an empty confusion matrix
   * @throws IllegalArgumentException if there is no class
   */
  public static ConfusionMatrix of(int classes) {
    return of(IntStream.range(0, classes).mapToObj(String::valueOf).toList());
  }

  /**
   * Adds a batch. The predicted class is that of the largest element, the first if there are
   * several. Sample weights play no part.
   *
   * @param targets labels {@code [rows, 1]}, or one-hot rows {@code [rows, classes]}. Not modified.
   * @param predictions probabilities or logits {@code [rows, classes]}. Not modified.
   * @param weights says which rows are masked
   * @throws IllegalArgumentException if the shapes do not fit or a label is out of range; then
   *     nothing was added
   */
  public void update(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    Checks.sameShape(
        "ConfusionMatrix predictions",
        Shape.of(predictions),
        new Shape(weights.rows(), names.size()));
    boolean labels = targets.numCols == 1;
    if (labels) {
      TargetChecks.oneColumn(
          "ConfusionMatrix", Shape.of(targets), Shape.of(predictions), "Give one label per row.");
      TargetChecks.labels("ConfusionMatrix", targets, names.size(), label -> false);
    } else {
      Checks.sameShape("ConfusionMatrix targets", Shape.of(targets), Shape.of(predictions));
    }
    for (int row = 0; row < weights.rows(); row++) {
      if (weights.isValid(row)) {
        int actual = labels ? (int) targets.get(row, 0) : AccuracyMetric.argmax(targets, row);
        counts[actual][AccuracyMetric.argmax(predictions, row)]++;
      }
    }
  }

  /**
   * One count.
   *
   * @param actual the label of the targets
   * @param predicted the label of the predictions
   * @return number of rows
   */
  public int count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /**
   * The share of rows that were taken for what they are.
   *
   * @return in [0, 1]; 0 before the first update
   */
  public double accuracy() {
    int right = 0;
    int all = 0;
    for (int actual = 0; actual < counts.length; actual++) {
      right += counts[actual][actual];
      all += IntStream.of(counts[actual]).sum();
    }
    return all == 0 ? 0 : (double) right / all;
  }

  /** A table with one line for each actual class; a dot stands for 0. */
  @Override
  public String toString() {
    int first = Math.max(CORNER.length(), longest(names));
    StringBuilder table = new StringBuilder();
    line(table, first, CORNER, names);
    for (int actual = 0; actual < counts.length; actual++) {
      line(table, first, names.get(actual), cells(actual));
    }
    return table.toString();
  }

  private List<String> cells(int actual) {
    return IntStream.of(counts[actual]).mapToObj(n -> n == 0 ? "." : String.valueOf(n)).toList();
  }

  private void line(StringBuilder table, int first, String head, List<String> cells) {
    table.append(head).append(" ".repeat(first - head.length()));
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      table.append(" ".repeat(2 + width(column) - cell.length())).append(cell);
    }
    table.append('\n');
  }

  private int width(int predicted) {
    int largest = IntStream.range(0, counts.length).map(i -> counts[i][predicted]).max().orElse(0);
    return Math.max(names.get(predicted).length(), String.valueOf(largest).length());
  }

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }
}
