package dev.rewind.training.metrics;

import dev.rewind.core.kernels.ScalarFunctions;
import dev.rewind.training.losses.SampleWeights;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The area under the curve of the batches so far. */
record AucState(AUC metric, ConfusionCounts counts) implements TotalsState {

  static AucState of(AUC metric) {
    Thresholds thresholds =
        metric
            .thresholds()
            .map(Thresholds::between)
            .orElseGet(() -> Thresholds.even(metric.numThresholds()));
    boolean anyLabels = metric.multiLabel() && metric.numLabels().isEmpty();
    return new AucState(
        metric,
        anyLabels
            ? ConfusionCounts.ofAnyLabels(metric.name(), thresholds)
            : ConfusionCounts.of(metric.name(), thresholds, metric.numLabels().orElse(1)));
  }

  @Override
  public Totals totals() {
    return counts.totals();
  }

  @Override
  public void add(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    boolean fromLogits = metric.fromLogits();
    boolean apart = metric.multiLabel();
    double[] labelWeights = labelWeights(predictions.numCols);
    for (int row = 0; row < predictions.numRows; row++) {
      double weight = weights.weight(row);
      for (int column = 0; column < predictions.numCols; column++) {
        double x = predictions.get(row, column);
        counts.add(
            apart ? column : 0,
            targets.get(row, column),
            fromLogits ? ScalarFunctions.sigmoid(x) : x,
            apart ? weight : weight * labelWeights[column]);
      }
    }
  }

  private double[] labelWeights(int columns) {
    List<Double> weights = metric.labelWeights().orElse(Collections.nCopies(columns, 1.0));
    return weights.stream().mapToDouble(weight -> weight).toArray();
  }

  @Override
  public double[] results() {
    if (!metric.multiLabel()) {
      return new double[] {area(0)};
    }
    double[] labelWeights = labelWeights(totals().columns());
    double sum = 0;
    for (int label = 0; label < totals().columns(); label++) {
      sum += labelWeights[label] * area(label);
    }
    return new double[] {Ratios.of(sum, Arrays.stream(labelWeights).sum())};
  }

  private double area(int label) {
    return new AucArea(
            counts.truePositives(label),
            counts.falsePositives(label),
            counts.trueNegatives(label),
            counts.falseNegatives(label))
        .under(metric.curve(), metric.summationMethod());
  }
}
