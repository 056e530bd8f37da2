package dev.rewind.training.metrics;

/**
 * How much of what is yes, and of what is no, exceeds how many thresholds; for each label apart. An
 * element is counted once, however many thresholds there are.
 */
final class ConfusionCounts {
  private final Thresholds thresholds;
  private final Totals totals;

  private ConfusionCounts(Thresholds thresholds, Totals totals) {
    this.thresholds = thresholds;
    this.totals = totals;
  }

  /** Counts of labels whose number is known. */
  static ConfusionCounts of(String who, Thresholds thresholds, int labels) {
    return new ConfusionCounts(thresholds, Totals.of(who, 2 * (thresholds.size() + 1), labels));
  }

  /** Counts of as many labels as the first batch has columns. */
  static ConfusionCounts ofAnyLabels(String who, Thresholds thresholds) {
    return new ConfusionCounts(thresholds, Totals.ofAnyColumns(who, 2 * (thresholds.size() + 1)));
  }

  Totals totals() {
    return totals;
  }

  /** Adds a prediction for a target, which means yes unless it is 0. */
  void add(int label, double target, double p, double weight) {
    totals.add(label, start(target != 0) + thresholds.exceededBy(p), weight);
  }

  /** What is yes and exceeds a threshold, for each threshold. */
  double[] truePositives(int label) {
    return above(label, true);
  }

  /** What is no and exceeds a threshold, for each threshold. */
  double[] falsePositives(int label) {
    return above(label, false);
  }

  /** What is no and does not exceed a threshold, for each threshold. */
  double[] trueNegatives(int label) {
    return notAbove(label, false);
  }

  /** What is yes and does not exceed a threshold, for each threshold. */
  double[] falseNegatives(int label) {
    return notAbove(label, true);
  }

  private double[] above(int label, boolean yes) {
    double[] sums = new double[thresholds.size()];
    double sum = 0;
    for (int rank = sums.length - 1; rank >= 0; rank--) {
      sum += totals.get(label, start(yes) + rank + 1);
      sums[rank] = sum;
    }
    return asGiven(sums);
  }

  private double[] notAbove(int label, boolean yes) {
    double[] sums = new double[thresholds.size()];
    double sum = 0;
    for (int rank = 0; rank < sums.length; rank++) {
      sum += totals.get(label, start(yes) + rank);
      sums[rank] = sum;
    }
    return asGiven(sums);
  }

  private double[] asGiven(double[] sorted) {
    double[] given = new double[sorted.length];
    for (int index = 0; index < given.length; index++) {
      given[index] = sorted[thresholds.rank(index)];
    }
    return given;
  }

  private int start(boolean yes) {
    return yes ? 0 : thresholds.size() + 1;
  }
}
