package dev.rewind.training.data;

import dev.rewind.training.data.TsHeader.Label;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a {@code .ts} file line by line. */
final class TsReader {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final BufferedReader reader;
  private final String file;
  private int lineNumber;

  TsReader(BufferedReader reader, String file) {
    this.reader = reader;
    this.file = file;
  }

  TsFile read() throws IOException {
    TsHeader header = readHeader();
    boolean labelled = header.label() != Label.NONE;
    List<double[][]> sequences = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<double[]> targets = new ArrayList<>();
    int dimensions = header.dimensions().orElse(0);
    int length = header.seriesLength().orElse(0);
    for (Optional<SourceLine> next = nextLine(); next.isPresent(); next = nextLine()) {
      SourceLine line = next.get();
      dimensions = dimensions > 0 ? dimensions : TsSample.dimensions(line, labelled);
      TsSample sample = TsSample.parse(line, dimensions, labelled);
      length = length > 0 ? length : sample.values().length;
      requireLength(header, line, sample.values().length, length);
      sequences.add(sample.values());
      if (header.label() == Label.CLASS) {
        labels.add(label(header, line, sample.label()));
      } else if (header.label() == Label.NUMBER) {
        targets.add(new double[] {sample.target(line)});
      }
    }
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException(
          file + ": no samples after @data; expected at least one line of them.");
    }
    SequenceDataset data = SequenceDataset.of(sequences);
    return new TsFile(
        header.problemName(),
        switch (header.label()) {
          case CLASS ->
              data.withLabels(
                  labels.stream().mapToInt(Integer::intValue).toArray(), header.classNames());
          case NUMBER -> data.withTargets(targets.toArray(new double[0][]));
          case NONE -> data;
        });
  }

  private TsHeader readHeader() throws IOException {
    List<SourceLine> header = new ArrayList<>();
    for (Optional<SourceLine> next = nextLine(); next.isPresent(); next = nextLine()) {
      SourceLine line = next.get();
      if (TsTags.isData(line)) {
        return TsHeader.of(new TsTags(header, line));
      }
      line.require(
          line.text().strip().startsWith("@"),
          "got data before @data; expected only tags and comments there. Add the line @data.");
      header.add(line);
    }
    throw new IllegalArgumentException(
        file
            + ": no line @data in "
            + lineNumber
            + " lines; expected it between header and samples.");
  }

  private static void requireLength(TsHeader header, SourceLine line, int length, int expected) {
    line.require(
        !header.equalLength() || length == expected,
        "got "
            + length
            + " time steps; expected "
            + expected
            + " as @equalLength is true. Correct the line or the header.");
  }

  private static int label(TsHeader header, SourceLine line, String label) {
    int index = header.classNames().indexOf(label);
    line.require(
        index >= 0,
        "label \""
            + label
            + "\" is not in the header; expected one of "
            + header.classNames()
            + ".");
    return index;
  }

  /** The next line that is neither empty nor a comment. */
  private Optional<SourceLine> nextLine() throws IOException {
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      lineNumber++;
      if (lineNumber == 1 && text.startsWith(BYTE_ORDER_MARK)) {
        text = text.substring(1);
      }
      if (!text.isBlank() && !text.stripLeading().startsWith("#")) {
        return Optional.of(new SourceLine(file, lineNumber, text));
      }
    }
    return Optional.empty();
  }
}
