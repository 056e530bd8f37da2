package dev.rewind.training.callbacks.tensorboard;

import static dev.rewind.training.callbacks.tensorboard.SummaryValue.histogram;
import static dev.rewind.training.callbacks.tensorboard.SummaryValue.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  @TempDir private Path logs;
  private Instant now = Instant.ofEpochSecond(1_700_000_000, 250_000_000);

  private EventFile file() {
    return EventFile.in(logs.resolve("run"), () -> now, "host-1");
  }

  private static byte[] bytes(EventFile file) throws IOException {
    return Files.readAllBytes(file.path().orElseThrow());
  }

  /** The file was written by TensorBoard itself, with event_file.py beside it. */
  @Test
  void bytesAreThoseThatTensorBoardWrites() throws IOException {
    EventFile file = file();
    file.append(0, scalar("epoch_loss", 1.0 / 3));
    file.append(300, scalar("größe/λ", -0.0));
    now = now.plusMillis(500);
    file.append(1L << 40, histogram("gru/kernel", 0.1, -2.5, 3, 3, 0.7, 1e-3));
    file.append(7, List.of(histogram("equal", 0.3, 0.3, 0.3, 0.3), histogram("none")));

    try (InputStream expected = EventFileTest.class.getResourceAsStream("event_file.tfevents")) {
      assertThat(bytes(file)).isEqualTo(Objects.requireNonNull(expected).readAllBytes());
    }
  }

  @Test
  void nameHasTimeHostAndTheSuffixOfTensorFlow2() throws IOException {
    EventFile file = file();
    file.append(1, scalar("loss", 2));
    assertThat(file.path())
        .contains(logs.resolve("run/events.out.tfevents.1700000000.host-1.0.v2"));
  }

  @Test
  void ownFileBearsTheNameOfThisMachineWithoutOddCharacters() throws IOException {
    EventFile file = EventFile.in(logs);
    file.append(1, scalar("loss", 2));
    assertThat(file.path().orElseThrow().getFileName().toString())
        .matches("events\\.out\\.tfevents\\.\\d{10}\\.[A-Za-z0-9._-]+\\.0\\.v2");
  }

  @Test
  void filesOfTheSameSecondDoNotMeet() throws IOException {
    EventFile first = file();
    EventFile second = file();
    first.append(1, scalar("loss", 1));
    second.append(1, scalar("loss", 2));
    first.append(2, scalar("loss", 3));
    assertThat(second.path().orElseThrow())
        .hasFileName("events.out.tfevents.1700000000.host-1.1.v2");
    assertThat(values(first)).containsExactly(1.0, 3.0);
    assertThat(values(second)).containsExactly(2.0);
  }

  @Test
  void nothingIsMadeBeforeTheFirstValue() throws IOException {
    EventFile file = file();
    file.append(1, List.of());
    assertThat(file.path()).isEmpty();
    assertThat(logs).isEmptyDirectory();
    assertThat(file).hasToString("EventFile[" + logs.resolve("run") + "]");
  }

  @Test
  void deletedFileIsBegunAnew() throws IOException {
    EventFile file = file();
    file.append(1, scalar("loss", 1));
    Files.delete(file.path().orElseThrow());
    Files.delete(logs.resolve("run"));
    file.append(2, scalar("loss", 2));
    assertThat(values(file)).containsExactly(2.0);
    assertThat(EventFileReader.read(file.path().orElseThrow()).get(0).version())
        .isEqualTo("brain.Event:2");
  }

  @Test
  void numbersThatAreNotFiniteAreKeptAsScalarsAndNotCountedInHistograms() throws IOException {
    EventFile file = file();
    file.append(1, scalar("loss", Double.NaN));
    file.append(1, histogram("w", 2, Double.NaN, Double.POSITIVE_INFINITY, 5));
    file.append(1, histogram("w", 2, 5));
    file.append(1, histogram("w", Double.NaN));
    file.append(1, histogram("w"));
    List<EventFileReader.Event> events = EventFileReader.read(file.path().orElseThrow());
    assertThat(events.get(1).values()).containsExactly(Double.NaN);
    assertThat(events.get(2).values()).isEqualTo(events.get(3).values()).contains(2.0, 5.0);
    assertThat(events.get(4).values()).isEqualTo(events.get(5).values()).containsOnly(0.0);
  }

  @Test
  void hostMustFitIntoANameOfAFile() {
    Clock clock = Clock.systemUTC();
    assertThatThrownBy(() -> EventFile.in(logs, clock, "a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "EventFile: host is \"a/b\"; expected letters, digits, dots, hyphens and underscores.");
    assertThatThrownBy(() -> EventFile.in(logs, clock, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(Pattern.quote("EventFile: host is \"\"; expected ") + ".*");
  }

  @Test
  void valueSaysWhatItIs() {
    assertThat(Stream.of(scalar("loss", 1), histogram("w", 1)).map(Object::toString))
        .containsExactly("scalars loss", "histograms w");
  }

  private static List<Double> values(EventFile file) throws IOException {
    return EventFileReader.read(file.path().orElseThrow()).stream()
        .skip(1)
        .map(event -> event.values().get(0))
        .toList();
  }
}
