package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import dev.rewind.training.checkpoint.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes a row of loss and metrics per epoch to a CSV file, as Keras does.
 *
 * <pre>{@code
 * model.fit(train, FitOptions.of().epochs(40).callbacks(CSVLogger.of(Path.of("run/log.csv"))));
 * }</pre>
 *
 * <pre>
 * epoch,accuracy,loss,val_accuracy,val_loss
 * 0,0.3148,1.9712,0.6297,1.3021
 * </pre>
 *
 * <p>The columns are the number of the epoch, from 0, and the logs of the first one, sorted. If
 * none of these is of validation data, a column {@code val_…} follows for each; what an epoch does
 * not have is {@code NA}. Lines end with {@code \r\n}.
 *
 * <p>Between two rows the file is closed. A training that {@link BackupAndRestore} resumes goes on
 * in the file; rows of epochs that are trained again are replaced.
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/csv_logger.py}, Keras 3.15.1.
 */
public final class CSVLogger implements Callback {
  private static final String WHO = "CSVLogger";
  private static final String COLUMNS = "columns";
  private static final String LENGTH = "length";
  private static final String END_OF_LINE = "\r\n";

  private final Path file;
  private final char separator;
  private final boolean append;

  // Of the present training: the columns, none before the first row, and where the next row goes.
  private List<String> columns = List.of();
  private long length;

  private CSVLogger(Path file, char separator, boolean append) {
    this.file = file;
    this.separator = separator;
    this.append = append;
  }

  /**
   * Keras' defaults: commas, and a file that exists is replaced.
   *
   * @param file where to; its folder is made if it does not exist
   * @return the callback
   */
  public static CSVLogger of(Path file) {
    return new CSVLogger(file, ',', false);
  }

  /**
   * Sets what stands between two values.
   *
   * @param separator neither a quote nor the end of a line; a comma by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is one of these
   */
  public CSVLogger separator(char separator) {
    Checks.require(
        separator != '"' && separator != '\r' && separator != '\n',
        WHO,
        "separator must be neither a quote nor the end of a line, got code "
            + (int) separator
            + ".");
    return new CSVLogger(file, separator, append);
  }

  /**
   * Says whether rows are added to a file that exists.
   *
   * @param append false by default
   * @return a changed copy
   */
  public CSVLogger append(boolean append) {
    return new CSVLogger(file, separator, append);
  }

  /**
   * Makes the folder of the file. The file is touched with the first row only, for a training that
   * is resumed goes on in it.
   *
   * @throws UncheckedIOException if the folder can not be made or written, or the file is a folder
   */
  @Override
  public void onTrainBegin(Training training) {
    Output.requireFile(WHO, file);
    columns = List.of();
    try {
      length = append && Files.exists(file) ? Files.size(file) : 0;
      if (length > 0) {
        columns = columns(training.logNames());
        requireHead(Files.readAllLines(file).get(0));
      }
    } catch (IOException e) {
      throw Output.failure(WHO, file, e);
    }
  }

  /** Rows under the heads of others could not be read. */
  private void requireHead(String found) {
    Checks.require(
        found.equals(head()),
        WHO,
        file
            + " has the columns "
            + found
            + "; expected "
            + head()
            + ". Append to a file of the same scores, or take another one.");
  }

  @Override
  public void onEpochEnd(Training training) {
    Map<String, Double> logs = training.logs();
    if (columns.isEmpty()) {
      columns = columns(logs.keySet());
    }
    String row =
        training.epoch()
            + columns.stream()
                .map(name -> separator + (logs.containsKey(name) ? "" + logs.get(name) : "NA"))
                .collect(Collectors.joining());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      length = Math.min(length, channel.size());
      channel.truncate(length).position(length);
      String text = (length == 0 ? head() + END_OF_LINE : "") + row + END_OF_LINE;
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      length = channel.position();
    } catch (IOException e) {
      throw Output.failure(WHO, file, e);
    }
  }

  private static List<String> columns(Set<String> logNames) {
    List<String> names = new ArrayList<>(new TreeSet<>(logNames));
    if (names.stream().noneMatch(name -> name.startsWith("val_"))) {
      List.copyOf(names).forEach(name -> names.add("val_" + name));
    }
    return names;
  }

  private String head() {
    return "epoch" + columns.stream().map(n -> separator + quoted(n)).collect(Collectors.joining());
  }

  private String quoted(String name) {
    boolean plain = name.indexOf(separator) < 0 && name.indexOf('"') < 0;
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public Snapshot save() {
    return new Snapshot.Builder()
        .put(COLUMNS, String.join("\n", columns))
        .put(LENGTH, length)
        .build();
  }

  @Override
  public void restore(Snapshot saved) {
    String names = saved.text(COLUMNS);
    columns = names.isEmpty() ? List.of() : List.of(names.split("\n", -1));
    length = saved.number(LENGTH);
  }
}
