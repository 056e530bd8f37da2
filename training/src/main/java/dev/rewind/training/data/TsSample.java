package dev.rewind.training.data;

import java.util.ArrayList;
import java.util.List;

/**
 * One line after {@code @data}: values separated by commas, dimensions by colons, the label last.
 */
final class TsSample {
  private final double[][] values;
  private final String label;

  private TsSample(double[][] values, String label) {
    this.values = values;
    this.label = label;
  }

  /**
   * Reads a line.
   *
   * @param line the line
   * @param dimensions how many there must be
   * @param labelled whether a label stands last
   */
  static TsSample parse(SourceLine line, int dimensions, boolean labelled) {
    List<Part> parts = split(':', new Part(line.text(), 0));
    int expected = dimensions + (labelled ? 1 : 0);
    line.require(
        parts.size() == expected,
        "got "
            + parts.size()
            + " parts separated by ':'; expected "
            + expected
            + ": "
            + dimensions
            + (dimensions == 1 ? " dimension" : " dimensions")
            + (labelled ? " and the label." : "."));
    double[][] values = new double[0][];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      List<Part> texts = split(',', parts.get(dimension));
      if (dimension == 0) {
        values = new double[texts.size()][dimensions];
      }
      line.require(
          texts.size() == values.length,
          "dimension "
              + (dimension + 1)
              + " has "
              + texts.size()
              + " values, dimension 1 has "
              + values.length
              + "; expected equal lengths. Correct the line or leave it out.");
      for (int time = 0; time < values.length; time++) {
        double value = Decimal.parse(texts.get(time).text());
        if (!Double.isFinite(value)) {
          throw badNumber(
              line, "dimension " + (dimension + 1) + ", value " + (time + 1), texts.get(time));
        }
        values[time][dimension] = value;
      }
    }
    return new TsSample(values, labelled ? parts.get(dimensions).text().strip() : "");
  }

  /** How many dimensions a line has. */
  static int dimensions(SourceLine line, boolean labelled) {
    return Math.max(1, split(':', new Part(line.text(), 0)).size() - (labelled ? 1 : 0));
  }

  /** The values, {@code [time][dimension]}. */
  double[][] values() {
    return values;
  }

  /** The text after the last colon; empty if there are no labels. */
  String label() {
    return label;
  }

  /** The label as a number. */
  double target(SourceLine line) {
    Part part = new Part(label, line.text().lastIndexOf(':') + 1);
    double value = Decimal.parse(part.text());
    if (!Double.isFinite(value)) {
      throw badNumber(line, "the target", part);
    }
    return value;
  }

  private record Part(String text, int start) {}

  private static List<Part> split(char separator, Part whole) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    String text = whole.text();
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      parts.add(new Part(text.substring(start, end), whole.start() + start));
      start = end + 1;
    }
    parts.add(new Part(text.substring(start), whole.start() + start));
    return parts;
  }

  private static IllegalArgumentException badNumber(SourceLine line, String where, Part part) {
    String text = part.text().strip();
    String is = where + " (column " + (part.start() + 1) + ") is ";
    if (text.equals("?") || text.equalsIgnoreCase("NaN")) {
      return line.error(
          is + "missing (" + text + "); expected a number. Impute missing values first.");
    }
    return line.error(is + "\"" + text + "\"; expected a finite number such as -1.5e3.");
  }
}
