package dev.rewind.training.data;

import dev.rewind.training.data.CsvColumns.Column;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a CSV file holds: columns separated by commas or another character, their names in the first
 * line. Immutable.
 *
 * <pre>
 *   id,temperature,sky,sport
 *   mon,12.5,clear,run
 *   mon,14.0,clear,run
 *   tue,9.1,"rain, heavy",swim
 * </pre>
 *
 * <pre>{@code
 * CsvColumns columns =
 *     CsvColumns.of().numeric("temperature").categorical("sky").label("sport").group("id");
 * CsvFile train = CsvFile.read(Path.of("train.csv"), columns);
 * CsvFile test = CsvFile.read(Path.of("test.csv"), train.columns());
 * model.fit(train.dataset(), FitOptions.of());
 * }</pre>
 *
 * <p>With a {@linkplain CsvColumns#group group}, rows of one id form a sequence, whether they stand
 * side by side or not; sequences are in the order of their first rows. Without, each row is a
 * vector, and {@link #series} has all rows as one long series for {@link Windows}. Missing values,
 * rows of another length and every other malformed row are refused, with file name, line and
 * column. Empty lines are passed over, and so is white space around what stands in a column.
 *
 * <p><b>Source</b>: RFC 4180, as read by Apache Commons CSV.
 */
public final class CsvFile {
  private final CsvColumns columns;
  private final double[][] rows;
  private final double[][] targets;
  private final SequenceDataset dataset;

  private CsvFile(CsvColumns columns, List<CsvRow> all) {
    this.columns = columns;
    rows = all.stream().map(row -> row.features(columns)).toArray(double[][]::new);
    targets = all.stream().map(row -> row.targets(columns)).toArray(double[][]::new);
    dataset = columns.group().isPresent() ? sequences(all) : vectors();
  }

  /**
   * Reads a file.
   *
   * @param path where it is
   * @param columns what its columns mean; categories that it does not know are learnt
   * @return its content
   * @throws FileNotFoundException if there is no such file
   * @throws IOException if it can not be read
   * @throws IllegalArgumentException if it is malformed or does not fit; the message begins with
   *     {@code name:line:}
   */
  public static CsvFile read(Path path, CsvColumns columns) throws IOException {
    try (InputStream in = CsvRows.open(path)) {
      return read(in, String.valueOf(path.getFileName()), columns);
    }
  }

  /**
   * Reads a stream, such as a resource of a jar.
   *
   * @param in UTF-8 text; read to its end, closed by the caller
   * @param name what errors call it
   * @param columns what its columns mean; categories that it does not know are learnt
   * @return its content
   * @throws IOException if it can not be read
   * @throws IllegalArgumentException if it is malformed or does not fit; the message begins with
   *     {@code name:line:}
   */
  public static CsvFile read(InputStream in, String name, CsvColumns columns) throws IOException {
    List<CsvRow> all = new ArrayList<>();
    CsvRows rows = new CsvRows(in, name, columns);
    for (Optional<CsvRow> next = rows.next(); next.isPresent(); next = rows.next()) {
      all.add(next.get());
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(name + ": there are no rows; expected at least one.");
    }
    CsvColumns known = columns.with(learn(columns.features(), all), learn(columns.targets(), all));
    return new CsvFile(known, all);
  }

  private static List<Column> learn(List<Column> columns, List<CsvRow> rows) {
    return columns.stream().map(column -> learn(column, rows)).toList();
  }

  private static Column learn(Column column, List<CsvRow> rows) {
    return column.isKnown()
        ? column
        : new Column(
            column.name(),
            true,
            rows.stream().map(row -> row.text(column.name())).distinct().sorted().toList());
  }

  /**
   * The samples of a file that is too large for the memory, read when they are asked for. Each
   * iterator opens the file anew and closes it at the end, or when it is closed itself. Rows of one
   * group must stand side by side.
   *
   * <pre>{@code
   * Iterable<Batch> batches = StreamedBatches.of(CsvFile.stream(path, train.columns()), 32);
   * }</pre>
   *
   * @param path where it is
   * @param columns what its columns mean, categories included
   * @return the samples; their iterators are {@link AutoCloseable} and throw as {@link #read} does,
   *     an {@link IOException} as {@link java.io.UncheckedIOException}
   * @throws IllegalStateException if the categories of a column are not known
   */
  public static Iterable<Sample> stream(Path path, CsvColumns columns) {
    columns.featureNames();
    columns.classNames();
    columns.requireComplete();
    return () -> CsvSamples.open(path, columns);
  }

  private SequenceDataset vectors() {
    SequenceDataset vectors = SequenceDataset.ofVectors(rows);
    if (columns.targets().isEmpty()) {
      return vectors;
    }
    return columns.isLabelled()
        ? vectors.withLabels(labels(Arrays.asList(targets)), columns.classNames())
        : vectors.withTargets(targets);
  }

  private SequenceDataset sequences(List<CsvRow> all) {
    Map<String, CsvGroup> groups = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      CsvRow row = all.get(i);
      groups
          .computeIfAbsent(row.text(columns.group().orElseThrow()), CsvGroup::new)
          .add(row, rows[i], targets[i], columns);
    }
    SequenceDataset sequences =
        SequenceDataset.of(groups.values().stream().map(CsvGroup::steps).toList());
    if (columns.targets().isEmpty()) {
      return sequences;
    }
    if (columns.targetPerStep()) {
      return sequences.withStepTargets(
          groups.values().stream().map(CsvGroup::stepTargets).toList());
    }
    List<double[]> ofGroups = groups.values().stream().map(CsvGroup::target).toList();
    return columns.isLabelled()
        ? sequences.withLabels(labels(ofGroups), columns.classNames())
        : sequences.withTargets(ofGroups.toArray(new double[0][]));
  }

  private static int[] labels(List<double[]> targets) {
    return targets.stream().mapToInt(target -> (int) target[0]).toArray();
  }

  /**
   * What the columns mean, with the categories and classes that were learnt: to read a test file
   * with.
   *
   * @return the description
   */
  public CsvColumns columns() {
    return columns;
  }

  /**
   * The samples: vectors, or sequences if there is a group; with their labels or targets if there
   * are any.
   *
   * @return an immutable data set
   */
  public SequenceDataset dataset() {
    return dataset;
  }

  /**
   * The features of all rows in the order of the file, as one long series.
   *
   * <pre>{@code
   * Windows windows = Windows.of(file.series(), 24).horizon(1);
   * }</pre>
   *
   * @return a copy, {@code [row][feature]}
   */
  public double[][] series() {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * The targets of all rows in the order of the file, classes as their numbers.
   *
   * @return a copy, {@code [row][k]}; k is 0 if there are none
   */
  public double[][] targets() {
    return Arrays.stream(targets).map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public String toString() {
    return columns + " " + dataset;
  }
}
