package dev.rewind.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Comparisons of one kind of work as text: sizes below each other, contenders side by side. */
final class Table {
  private static final String GAP = "  ";

  private Table() {}

  /**
   * A line for each size: how many milliseconds a step took, and how many times as long as the
   * first contender's.
   *
   * <pre>
   *   size       Rewind float64   PyTorch float32
   *   1x50x8x16        0.015 ms  2.990 ms  199.3×
   * </pre>
   *
   * @param comparisons of the same work
   * @param names of the contenders, one column each
   */
  static String of(List<Comparison> comparisons, List<String> names) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("size"));
    head.addAll(names);
    rows.add(head);
    for (Comparison comparison : comparisons) {
      List<String> row = new ArrayList<>(List.of(comparison.task().size().toString()));
      names.forEach(name -> row.add(cell(comparison, name)));
      rows.add(row);
    }
    return align(rows);
  }

  private static String cell(Comparison comparison, String name) {
    int place = comparison.names().indexOf(name);
    if (place < 0) {
      return "-";
    }
    String time = String.format(Locale.ROOT, "%.3f ms", 1e3 * comparison.seconds(name));
    return place == 0
        ? time
        : time + String.format(Locale.ROOT, "%8s", ratio(comparison.ratio(name)));
  }

  /** Three digits or so. */
  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f×" : "%.1f×", ratio);
  }

  /** The first column on the left, the others on the right; each as wide as its widest cell. */
  static String align(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      int at = column;
      widths.add(
          rows.stream()
              .filter(row -> row.size() > at)
              .mapToInt(row -> row.get(at).length())
              .max()
              .orElse(0));
    }
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String space = " ".repeat(widths.get(column) - cell.length());
      line.append(column == 0 ? cell + space : GAP + space + cell);
    }
    return line.toString().stripTrailing();
  }
}
