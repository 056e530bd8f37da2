package dev.rewind.training.callbacks.tensorboard;

import dev.rewind.core.Checks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that TensorBoard shows, also while it is being written. Each folder is a run with curves
 * of its own colour.
 *
 * <pre>{@code
 * EventFile file = EventFile.in(Path.of("logs/mine"));
 * file.append(step, SummaryValue.scalar("gradient_norm", norm));
 * }</pre>
 *
 * <pre>
 * tensorboard --logdir logs
 * </pre>
 *
 * <p>The file is begun with the first value, beside those that are there already, which TensorBoard
 * reads first. It is open only while values are appended: what has been appended is seen by others
 * whatever comes then, and nothing is to be closed. A file that was deleted meanwhile is begun
 * anew.
 *
 * <p><b>Source</b>: {@code event.proto} and {@code summary.proto} of TensorFlow, as {@code
 * tensorboard/summary/writer} of TensorBoard 2.21.0 writes them.
 */
public final class EventFile {
  private static final String WHO = "EventFile";
  private static final String VERSION = "brain.Event:2";
  private static final Pattern NOT_OF_A_NAME = Pattern.compile("[^A-Za-z0-9._-]");
  private static final double NANOS_PER_SECOND = 1e9;

  // Event
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  // Summary
  private static final int VALUE = 1;

  private final Path folder;
  private final InstantSource clock;
  private final Optional<String> host;
  private Optional<Path> file = Optional.empty();

  private EventFile(Path folder, InstantSource clock, Optional<String> host) {
    this.folder = folder;
    this.clock = clock;
    this.host = host;
  }

  /**
   * A file that bears the time and the name of this machine.
   *
   * @param folder where it will be; made if it does not exist
   * @return a file that is not begun yet
   */
  public static EventFile in(Path folder) {
    return new EventFile(folder, Clock.systemUTC(), Optional.empty());
  }

  /**
   * A file of a given time and machine, so that equal values give equal bytes.
   *
   * @param folder where it will be; made if it does not exist
   * @param clock gives the time in the name and in the records
   * @param host the name of the machine: letters, digits, dots, hyphens, underscores
   * @return a file that is not begun yet
   * @throws IllegalArgumentException if the host has another character, or none
   */
  public static EventFile in(Path folder, InstantSource clock, String host) {
    Checks.require(
        !host.isEmpty() && !NOT_OF_A_NAME.matcher(host).find(),
        WHO,
        "host is \"" + host + "\"; expected letters, digits, dots, hyphens and underscores.");
    return new EventFile(folder, clock, Optional.of(host));
  }

  /**
   * Where it is.
   *
   * @return its path; nothing before the first value
   */
  public Optional<Path> path() {
    return file;
  }

  /**
   * Appends one value.
   *
   * @param step the place on the horizontal axis
   * @param value what is shown
   * @throws IOException if it can not be written
   */
  public void append(long step, SummaryValue value) throws IOException {
    append(step, List.of(value));
  }

  /**
   * Appends values of the same step.
   *
   * @param step the place on the horizontal axis
   * @param values what is shown, each in a record of its own, as Keras does; if there are none,
   *     nothing is written
   * @throws IOException if they can not be written
   */
  public void append(long step, List<SummaryValue> values) throws IOException {
    if (values.isEmpty()) {
      return;
    }
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    Instant now = clock.instant();
    for (SummaryValue value : values) {
      Message summary = new Message().message(VALUE, value.encoded());
      Message event = at(now).number(STEP, step).message(SUMMARY, summary);
      records.writeBytes(TFRecord.framed(event.toBytes()));
    }
    if (file.isEmpty() || Files.notExists(file.get())) {
      file = Optional.of(begun(now));
    }
    Files.write(file.get(), records.toByteArray(), StandardOpenOption.APPEND);
  }

  /** A new file with the record that each begins with. */
  private Path begun(Instant now) throws IOException {
    Files.createDirectories(folder);
    byte[] head = TFRecord.framed(at(now).text(FILE_VERSION, VERSION).toBytes());
    String machine = host.orElseGet(EventFile::thisMachine);
    int number = 0;
    while (true) {
      Path candidate = folder.resolve(name(now, machine, number));
      try {
        return Files.write(candidate, head, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException taken) {
        number++; // it was begun in the same second
      }
    }
  }

  /** As TensorFlow names them, without the process; they are read in the order of their names. */
  private static String name(Instant time, String host, int number) {
    return String.format(
        Locale.ROOT, "events.out.tfevents.%010d.%s.%d.v2", time.getEpochSecond(), host, number);
  }

  private static String thisMachine() {
    try {
      return NOT_OF_A_NAME.matcher(InetAddress.getLocalHost().getHostName()).replaceAll("_");
    } catch (UnknownHostException e) {
      return "localhost"; // a name tells files apart, nothing more
    }
  }

  private static Message at(Instant time) {
    return new Message().real(WALL_TIME, time.getEpochSecond() + time.getNano() / NANOS_PER_SECOND);
  }

  /** Where it is. */
  @Override
  public String toString() {
    return WHO + "[" + file.orElse(folder) + "]";
  }
}
