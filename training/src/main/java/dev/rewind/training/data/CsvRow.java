package dev.rewind.training.data;

import dev.rewind.training.data.CsvColumns.Column;
import java.util.List;
import java.util.Map;

/**
 * One row of a CSV file, and where it stands.
 *
 * @param file what errors call the file
 * @param line the number of its first line
 * @param places the number of each column by its name
 * @param cells all columns
 */
record CsvRow(String file, long line, Map<String, Integer> places, List<String> cells) {

  IllegalArgumentException error(String what) {
    return new IllegalArgumentException(file + ":" + line + ": " + what);
  }

  /** What stands in a column; refuses nothing. */
  String text(String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw error(
          "there is no column \"" + column + "\"; expected one of " + places.keySet() + ".");
    }
    String text = cells.get(place).strip();
    if (text.isEmpty()) {
      throw missing(column, "it is empty");
    }
    return text;
  }

  private IllegalArgumentException missing(String column, String how) {
    return error(
        "column \""
            + column
            + "\" has a missing value ("
            + how
            + "); expected one in each row. Impute missing values first.");
  }

  /** A number, finite. */
  double number(String column) {
    String text = text(column);
    double value = Decimal.parse(text);
    if (!Double.isFinite(value)) {
      if (List.of("?", "NaN", "NA").stream().anyMatch(text::equalsIgnoreCase)) {
        throw missing(column, text);
      }
      throw error(
          "column \""
              + column
              + "\" is \""
              + text
              + "\"; expected a finite number such as -1.5e3.");
    }
    return value;
  }

  /** The number of a category. */
  int category(Column column) {
    String text = text(column.name());
    int category = column.categories().indexOf(text);
    if (category < 0) {
      throw error(
          "column \""
              + column.name()
              + "\" is \""
              + text
              + "\"; expected one of "
              + column.categories()
              + ". Learn the categories from a file that has all, or leave the row out.");
    }
    return category;
  }

  /** The features, categories one-hot. */
  double[] features(CsvColumns columns) {
    int width =
        columns.features().stream()
            .mapToInt(c -> c.categorical() ? c.categories().size() : 1)
            .sum();
    double[] values = new double[width];
    int at = 0;
    for (Column column : columns.features()) {
      if (column.categorical()) {
        values[at + category(column)] = 1;
        at += column.categories().size();
      } else {
        values[at] = number(column.name());
        at++;
      }
    }
    return values;
  }

  /** The targets, a class as its number; empty if there are none. */
  double[] targets(CsvColumns columns) {
    return columns.targets().stream()
        .mapToDouble(c -> c.categorical() ? category(c) : number(c.name()))
        .toArray();
  }
}
