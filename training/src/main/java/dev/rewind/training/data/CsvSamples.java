package dev.rewind.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The samples of an open CSV file, one row ahead. Ids are kept, to see one that comes again. */
final class CsvSamples implements Iterator<Sample>, AutoCloseable {
  private final CsvRows rows;
  private final CsvColumns columns;
  private final Set<String> ids = new HashSet<>();
  private Optional<CsvRow> ahead = Optional.empty();

  private CsvSamples(CsvRows rows, CsvColumns columns) throws IOException {
    this.rows = rows;
    this.columns = columns;
    advance();
  }

  static CsvSamples open(Path path, CsvColumns columns) {
    try {
      InputStream in = CsvRows.open(path);
      try {
        return new CsvSamples(
            new CsvRows(in, String.valueOf(path.getFileName()), columns), columns);
      } catch (IOException | RuntimeException problem) {
        in.close();
        throw problem;
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private void advance() throws IOException {
    ahead = rows.next();
    if (ahead.isEmpty()) {
      rows.close();
    }
  }

  @Override
  public boolean hasNext() {
    return ahead.isPresent();
  }

  @Override
  public Sample next() {
    CsvRow row =
        ahead.orElseThrow(() -> new NoSuchElementException("CsvFile: no sample after the last."));
    try {
      return columns.group().isPresent() ? sequence(row, columns.group().get()) : vector(row);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private Sample vector(CsvRow row) throws IOException {
    Sample vector = Sample.ofVector(row.features(columns));
    Sample sample = columns.targets().isEmpty() ? vector : vector.withTarget(row.targets(columns));
    advance();
    return sample;
  }

  private Sample sequence(CsvRow first, String idColumn) throws IOException {
    CsvGroup group = new CsvGroup(first.text(idColumn));
    if (!ids.add(group.id())) {
      throw first.error(
          "\""
              + group.id()
              + "\" comes again after other rows; expected the rows of a group side by side. Sort"
              + " the file, or read it whole.");
    }
    while (ahead.isPresent() && ahead.get().text(idColumn).equals(group.id())) {
      CsvRow row = ahead.get();
      group.add(row, row.features(columns), row.targets(columns), columns);
      advance();
    }
    return group.sample(columns);
  }

  @Override
  public void close() throws IOException {
    ahead = Optional.empty();
    rows.close();
  }
}
