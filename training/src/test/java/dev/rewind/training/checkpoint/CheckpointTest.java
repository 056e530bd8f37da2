package dev.rewind.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final long NAN_WITH_PAYLOAD = 0x7ff80000deadbeefL;
  private static final long NO_PROCESS = 999_999_999L; // more than any system counts to
  private static final Snapshot SMALL =
      new Snapshot.Builder()
          .put("weights/gru/kernel", new DMatrixRMaj(new double[][] {{1.5, -2}, {3, 1e-300}}))
          .put("weights/gru/bias", 0.25, 7)
          .put("fit/epoch", 3)
          .build();

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.ckpt");
  }

  private static Snapshot roundTrip(Path file, Snapshot snapshot) throws IOException {
    Checkpoint.write(file, snapshot);
    return Checkpoint.read(file);
  }

  @Test
  void everyBitComesBack() throws IOException {
    double[] numbers = {
      Double.longBitsToDouble(NAN_WITH_PAYLOAD),
      Double.NaN,
      -0.0,
      0.0,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      -Double.MAX_VALUE
    };
    Snapshot saved = new Snapshot.Builder().put("numbers", numbers).build();
    double[] read = roundTrip(file(), saved).numbers("numbers");
    assertThat(Arrays.stream(read).mapToLong(Double::doubleToRawLongBits).toArray())
        .isEqualTo(Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray());
  }

  @Test
  void oneNaNIsNotAnother() {
    Snapshot plain = new Snapshot.Builder().put("x", Double.NaN).build();
    double other = Double.longBitsToDouble(NAN_WITH_PAYLOAD);
    assertThat(new Snapshot.Builder().put("x", other).build()).isNotEqualTo(plain);
  }

  @Test
  void namesTextsAndShapesComeBackInTheirOrder() throws IOException {
    Snapshot saved =
        new Snapshot.Builder()
            .put("größe/層 1", new DMatrixRMaj(0, 3))
            .put("a/../b", new DMatrixRMaj(3, 0))
            .put("none", new double[0])
            .put("text", "Zeile 1\nζ \uD83D\uDE00 \"{}\"")
            .put("empty", "")
            .build();
    Snapshot read = roundTrip(file(), saved);
    assertThat(read).isEqualTo(saved);
    assertThat(read.names()).containsExactlyElementsOf(saved.names());
  }

  @Test
  void nothingComesBackAsNothing() throws IOException {
    assertThat(roundTrip(file(), Snapshot.empty())).isEqualTo(Snapshot.empty());
  }

  @Test
  void foldersAreMadeAndNoOtherFilesAreLeft() throws IOException {
    Path deep = folder.resolve("a/b/model.ckpt");
    Checkpoint.write(deep, Snapshot.empty());
    Checkpoint.write(deep, SMALL);
    assertThat(Checkpoint.read(deep)).isEqualTo(SMALL);
    assertThat(names(folder.resolve("a/b"))).containsExactly("model.ckpt");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anyChangedByteIsAnErrorOrDoesNotMatter() throws IOException {
    Checkpoint.write(file(), SMALL);
    byte[] bytes = Files.readAllBytes(file());
    int refused = 0;
    for (int i = 0; i < bytes.length; i++) {
      for (int flip : new int[] {0x01, 0x80, 0xff}) {
        byte[] changed = bytes.clone();
        changed[i] = (byte) (changed[i] ^ flip);
        refused += refusedOrEqual(changed, SMALL) ? 1 : 0;
      }
    }
    // What does not matter are times, and the index at the end, which is not read.
    assertThat(refused).isGreaterThan(bytes.length);
  }

  @Test
  void fileThatIsCutOffIsAnErrorUnlessOnlyTheIndexIsMissing() throws IOException {
    Snapshot large =
        new Snapshot.Builder().putAll(SMALL).put("large", new DMatrixRMaj(40, 50)).build();
    Checkpoint.write(file(), large);
    byte[] bytes = Files.readAllBytes(file());
    int refused = 0;
    for (int length = 0; length < bytes.length; length += length < 600 ? 1 : 97) {
      refused += refusedOrEqual(Arrays.copyOf(bytes, length), large) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(400);
  }

  private boolean refusedOrEqual(byte[] bytes, Snapshot expected) throws IOException {
    Path damaged = folder.resolve("damaged.ckpt");
    Files.write(damaged, bytes);
    Snapshot read;
    try {
      read = Checkpoint.read(damaged);
    } catch (IOException e) {
      assertThat(e)
          .hasMessageStartingWith("Checkpoint: " + damaged)
          .hasMessageMatching("(?s).* (is damaged: .*|has version .*|is not a checkpoint.*)");
      return true;
    }
    assertThat(read).isEqualTo(expected);
    return false;
  }

  @Test
  void lostEntryIsAnError() throws IOException {
    writeZip("rewind-checkpoint", "1", "text/a", "x");
    assertThatThrownBy(() -> Checkpoint.read(file()))
        .isInstanceOf(IOException.class)
        .hasMessage("Checkpoint: " + file() + " is damaged: it is cut off after text/a.");
    writeZip("rewind-checkpoint", "1", "text/b", "x", "end", "rewind-checkpoint\ntext/a\ntext/b");
    assertThatThrownBy(() -> Checkpoint.read(file()))
        .hasMessageContaining("its entries are [rewind-checkpoint, text/b], and others were");
    writeZip("rewind-checkpoint", "1", "image/b", "x");
    assertThatThrownBy(() -> Checkpoint.read(file()))
        .hasMessageContaining("an entry image/b is of no known kind");
    writeZip("rewind-checkpoint", "1", "matrix/b", "\0\0\0\1\0\0\0\2");
    assertThatThrownBy(() -> Checkpoint.read(file()))
        .hasMessageContaining("a matrix [1, 2] has 8 bytes");
  }

  private void writeZip(String... namesAndTexts) throws IOException {
    try (OutputStream out = Files.newOutputStream(file());
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void otherFilesAndOtherVersionsAreRefused() throws IOException {
    writeZip("rewind-checkpoint", "2");
    assertThatThrownBy(() -> Checkpoint.read(file()))
        .isInstanceOf(IOException.class)
        .hasMessage("Checkpoint: " + file() + " has version 2; expected 1.");
    writeZip("model.json", "{}");
    assertThatThrownBy(() -> Checkpoint.read(file()))
        .hasMessage(
            "Checkpoint: " + file() + " is not a checkpoint; expected a file of Checkpoint.write.");
  }

  @Test
  void whatCanNotBeWrittenLeavesWhatWasThere() throws IOException {
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("inside"));
    assertThatThrownBy(() -> Checkpoint.write(taken, SMALL)).isInstanceOf(IOException.class);
    assertThat(names(folder)).containsExactly("taken");
    assertThat(names(taken)).containsExactly("inside");
  }

  @Test
  void folderThatIsAFileIsRefusedAndStaysAsItIs() throws IOException {
    Checkpoint.write(file(), SMALL);
    assertThatThrownBy(() -> Checkpoint.write(file().resolve("in.ckpt"), Snapshot.empty()))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> Checkpoint.write(Path.of("/"), SMALL))
        .isInstanceOf(IOException.class)
        .hasMessage("Checkpoint: / is a folder; expected a file.");
    assertThat(Checkpoint.read(file())).isEqualTo(SMALL);
  }

  @Test
  void oldTemporaryFilesOfTheSameFileAreDeletedAndYoungOnesLeftAlone() throws IOException {
    List<String> left = List.of(".model.ckpt-young.tmp", ".other.ckpt-old.tmp");
    for (String name : List.of(".model.ckpt-old.tmp", left.get(0), left.get(1))) {
      Path file = Files.createFile(folder.resolve(name));
      if (name.contains("old")) {
        FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(file, before);
      }
    }
    Checkpoint.write(file(), SMALL);
    assertThat(names(folder)).containsExactly(left.get(0), left.get(1), "model.ckpt");
  }

  /** A temporary file that was just written. */
  private Path temporary(long process) throws IOException {
    String name = ".model.ckpt-" + process + "-" + UUID.randomUUID() + ".tmp";
    return Files.createFile(folder.resolve(name));
  }

  @Test
  void temporaryFilesOfProcessesThatHaveEndedAreDeletedAtOnce() throws IOException {
    ProcessHandle current = ProcessHandle.current();
    Path own = temporary(current.pid());
    temporary(NO_PROCESS);
    Instant start = current.info().startInstant().orElseThrow();
    FileTime before = FileTime.from(start.minus(Duration.ofMinutes(1)));
    Files.setLastModifiedTime(temporary(current.pid()), before); // another one had the same id
    Checkpoint.write(file(), SMALL);
    assertThat(names(folder)).containsExactly(own.getFileName().toString(), "model.ckpt");
  }

  @Test
  void numberAtTheStartOfOtherNamesIsNoProcess() throws IOException {
    String old = ".model.ckpt-99999999-0000-4000-8000-000000000000.tmp";
    String ofAnotherFile = ".model.ckpt-" + NO_PROCESS + "-1-" + UUID.randomUUID() + ".tmp";
    Files.createFile(folder.resolve(old));
    Files.createFile(folder.resolve(ofAnotherFile));
    Checkpoint.write(file(), SMALL);
    assertThat(names(folder)).containsExactlyInAnyOrder(old, ofAnotherFile, "model.ckpt");
  }

  @Test
  void pathWithoutAFileIsNamed() {
    String here = Path.of("").toAbsolutePath().toString();
    for (String[] wrong :
        new String[][] {
          {folder.toString(), " is a folder"}, {file() + "x", " does not exist"},
        }) {
      assertThatThrownBy(() -> Checkpoint.read(Path.of(wrong[0])))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Checkpoint: "
                  + (wrong[0] + wrong[1])
                  + "; expected a file of Checkpoint.write."
                  + (" Check the path; the working directory is " + here + "."));
    }
  }

  @Test
  void equalSnapshotsAreEqualBytes() throws IOException {
    Snapshot snapshot = new Snapshot.Builder().put("a", 1, 2).put("b", "text").build();
    Checkpoint.write(file(), snapshot);
    byte[] first = Files.readAllBytes(file());
    Checkpoint.write(file(), snapshot);
    assertThat(Files.readAllBytes(file())).isEqualTo(first);
    Path tree = folder.resolve("x").resolve("y.ckpt");
    Checkpoint.write(tree, snapshot);
    assertThat(Checkpoint.read(tree)).isEqualTo(snapshot);
  }
}
