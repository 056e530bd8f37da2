package dev.rewind.training.data;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a CSV file row by row. */
final class CsvRows implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final Map<String, Integer> places = new LinkedHashMap<>();

  CsvRows(InputStream in, String file, CsvColumns columns) throws IOException {
    this.file = file;
    columns.requireComplete();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(columns.separator())
            .setIgnoreSurroundingSpaces(columns.separator() != '\t')
            .get();
    parser = CSVParser.parse(reader, format);
    records = parser.iterator();
    readHeader(columns);
  }

  /** Opens a file, or says that there is none. */
  static InputStream open(Path path) throws IOException {
    if (Files.notExists(path) || Files.isDirectory(path)) {
      throw new FileNotFoundException(
          "CsvFile: "
              + path
              + (Files.isDirectory(path) ? " is a directory" : " does not exist")
              + "; expected a CSV file. Check the path; the working directory is "
              + Path.of("").toAbsolutePath()
              + ".");
    }
    return Files.newInputStream(path);
  }

  private void readHeader(CsvColumns columns) throws IOException {
    List<String> names = columns.header();
    if (names.isEmpty()) {
      names =
          nextCells()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          file + ": the file is empty; expected a line with the names of columns."))
              .cells();
    }
    CsvRow header = new CsvRow(file, 1, places, names);
    for (String name : names) {
      if (places.putIfAbsent(name.strip(), places.size()) != null) {
        throw header.error("column \"" + name.strip() + "\" comes twice. Name each column once.");
      }
    }
    for (String name : columns.names()) {
      if (!places.containsKey(name)) {
        throw header.error(
            "there is no column \"" + name + "\"; expected one of " + places.keySet() + ".");
      }
    }
  }

  /** The next row that is not empty. */
  Optional<CsvRow> next() throws IOException {
    Optional<CsvRow> next = nextCells();
    if (next.isPresent() && next.get().cells().size() != places.size()) {
      CsvRow row = next.get();
      throw row.error(
          "got "
              + row.cells().size()
              + " columns; expected "
              + places.size()
              + " as in the header. Correct the row or leave it out.");
    }
    return next;
  }

  private Optional<CsvRow> nextCells() throws IOException {
    try {
      if (!records.hasNext()) {
        return Optional.empty();
      }
      List<String> cells = records.next().toList();
      long ends = cells.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
      return Optional.of(new CsvRow(file, parser.getCurrentLineNumber() - ends, places, cells));
    } catch (UncheckedIOException problem) {
      if (problem.getCause() instanceof CSVException malformed) {
        throw new IllegalArgumentException(
            file
                + ":"
                + parser.getCurrentLineNumber()
                + ": malformed quotes ("
                + malformed.getMessage()
                + "); expected \"…\" around whole columns, and \"\" for a quote in them.",
            malformed);
      }
      throw problem.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
