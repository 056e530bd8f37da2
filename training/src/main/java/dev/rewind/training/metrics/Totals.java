package dev.rewind.training.metrics;

import dev.rewind.core.Checks;
import java.util.Arrays;

/**
 * Numbers that a metric adds up: so many for each column. The number of columns is known from the
 * start, or from the first batch.
 */
final class Totals {
  private final String who;
  private final int perColumn;
  private final boolean isFixed;
  private double[] values;

  private Totals(String who, int perColumn, boolean isFixed, int columns) {
    this.who = who;
    this.perColumn = perColumn;
    this.isFixed = isFixed;
    this.values = new double[columns * perColumn];
  }

  /** Totals of a number of columns that is known. */
  static Totals of(String who, int perColumn, int columns) {
    return new Totals(who, perColumn, true, columns);
  }

  /** Totals of as many columns as the first batch has. */
  static Totals ofAnyColumns(String who, int perColumn) {
    return new Totals(who, perColumn, false, 0);
  }

  /** Takes the number of columns from the first batch, and requires it of the others. */
  void fit(int columns) {
    if (isFixed) {
      return;
    }
    if (values.length == 0) {
      values = new double[columns * perColumn];
    }
    Checks.require(
        columns() == columns,
        who,
        "predictions have "
            + columns
            + " columns and those before had "
            + columns()
            + "; expected the same number. Reset the metric before other data.");
  }

  int columns() {
    return values.length / perColumn;
  }

  double get(int column, int index) {
    return values[column * perColumn + index];
  }

  void add(int column, int index, double value) {
    values[column * perColumn + index] += value;
  }

  void reset() {
    values = new double[isFixed ? values.length : 0];
  }

  double[] state() {
    return values.clone();
  }

  void restore(double... state) {
    if (isFixed) {
      MetricChecks.length(who, state, values.length);
    } else {
      Checks.require(
          state.length % perColumn == 0,
          who,
          "the state has "
              + state.length
              + " numbers; expected a multiple of "
              + perColumn
              + ". Give what state() of the same metric returned.");
    }
    values = Arrays.copyOf(state, state.length);
  }
}
