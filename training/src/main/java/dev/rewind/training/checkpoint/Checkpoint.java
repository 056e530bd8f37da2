package dev.rewind.training.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.ejml.data.DMatrixRMaj;

/**
 * A {@link Snapshot} in a file. Writing goes to a temporary file beside it, which is flushed to the
 * disk and then moved into place: whatever happens meanwhile, the file is the old one or the new
 * one.
 *
 * <pre>{@code
 * Checkpoint.write(Path.of("model.ckpt"), model.save());
 * model.restore(Checkpoint.read(Path.of("model.ckpt")));
 * }</pre>
 *
 * <p><b>Format</b>, version 1: a zip, whose checksums are tested when it is read. Its first entry
 * {@code rewind-checkpoint} is the version as text; then {@code matrix/NAME} for each matrix, rows
 * and columns as 32-bit and its elements as 64-bit numbers, big-endian, row by row; and {@code
 * text/NAME} for each text, in UTF-8; and at last {@code end}, the names of all entries before it,
 * so that no entry can be lost.
 *
 * <p>A process that is killed while it writes leaves a temporary file {@code .FILE-PID-….tmp},
 * which is harmless; the next write of the same file deletes it. Those of processes that are still
 * alive may be written just now: they are left alone for an hour. Processes are known by their ids,
 * so that those of several machines or containers must not write the same file at the same time.
 */
public final class Checkpoint {
  private static final String WHO = "Checkpoint";
  private static final String HEAD = "rewind-checkpoint";
  private static final String VERSION = "1";

  /** The earliest time of a zip: equal snapshots give equal bytes. */
  private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String MATRIX = "matrix/";
  private static final String TEXT = "text/";
  private static final String END = "end";
  private static final String TEMPORARY_END = ".tmp";
  private static final Duration STALE = Duration.ofHours(1);

  /** What follows the name of the file, with the id of the process that writes. */
  private static final Pattern OF_PROCESS =
      Pattern.compile("(\\d{1,18})-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  private Checkpoint() {}

  /**
   * Writes a file, in one piece or not at all.
   *
   * @param file where to; replaced if it exists. Its folder is made if it does not.
   * @param snapshot what to keep
   * @throws IOException if it can not be written; the old file is as it was then
   */
  public static void write(Path file, Snapshot snapshot) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(WHO + ": " + file + " is a folder; expected a file.");
    }
    Files.createDirectories(folder);
    deleteStale(folder, target);
    Path temporary = folder.resolve(temporaryName(target));
    try {
      try (OutputStream out =
          Files.newOutputStream(
              temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        write(out, snapshot);
      }
      flushToDisk(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String temporaryName(Path target) {
    long process = ProcessHandle.current().pid();
    return temporaryStart(target) + process + "-" + UUID.randomUUID() + TEMPORARY_END;
  }

  private static String temporaryStart(Path target) {
    return "." + target.getFileName() + "-";
  }

  private static void deleteStale(Path folder, Path target) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(temporaryStart(target)) && name.endsWith(TEMPORARY_END)) {
          String unique = name.substring(temporaryStart(target).length());
          if (isStale(unique, Files.getLastModifiedTime(file).toInstant())) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  private static boolean isStale(String unique, Instant modified) {
    Matcher ofProcess = OF_PROCESS.matcher(unique);
    return modified.isBefore(Instant.now().minus(STALE))
        || (ofProcess.matches() && !wasAlive(Long.parseLong(ofProcess.group(1)), modified));
  }

  /** Whether there is that process, and it is not a later one that got the same id. */
  private static boolean wasAlive(long process, Instant modified) {
    return ProcessHandle.of(process)
        .map(ProcessHandle::info)
        .filter(info -> info.startInstant().map(start -> !start.isAfter(modified)).orElse(true))
        .isPresent();
  }

  private static void flushToDisk(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void write(OutputStream out, Snapshot snapshot) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
      zip.setLevel(1);
      DataOutputStream data = new DataOutputStream(zip);
      List<String> entries = new ArrayList<>();
      begin(zip, HEAD, entries);
      data.write(VERSION.getBytes(StandardCharsets.UTF_8));
      for (String name : snapshot.matrixNames()) {
        begin(zip, MATRIX + name, entries);
        writeMatrix(data, snapshot.matrix(name));
      }
      for (String name : snapshot.textNames()) {
        begin(zip, TEXT + name, entries);
        data.write(snapshot.text(name).getBytes(StandardCharsets.UTF_8));
      }
      String all = String.join("\n", entries);
      begin(zip, END, entries);
      data.write(all.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }

  private static void begin(ZipOutputStream zip, String entry, List<String> entries)
      throws IOException {
    entries.add(entry);
    ZipEntry named = new ZipEntry(entry);
    named.setTimeLocal(WRITTEN);
    zip.putNextEntry(named);
  }

  private static void writeMatrix(DataOutputStream data, DMatrixRMaj matrix) throws IOException {
    data.writeInt(matrix.numRows);
    data.writeInt(matrix.numCols);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      data.writeLong(Double.doubleToRawLongBits(matrix.get(i)));
    }
  }

  /**
   * Reads a file.
   *
   * @param file what {@link #write} wrote
   * @return the snapshot
   * @throws IOException if it can not be read, is damaged, or is not a checkpoint of this version
   */
  public static Snapshot read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      String what = Files.isDirectory(file) ? " is a folder" : " does not exist";
      throw new IOException(
          WHO
              + ": "
              + file
              + what
              + "; expected a file of Checkpoint.write. Check the path; the working directory is "
              + Path.of("").toAbsolutePath()
              + ".");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(file, in);
    }
  }

  private static Snapshot read(Path file, InputStream in) throws IOException {
    ZipInputStream zip = new ZipInputStream(new BufferedInputStream(in));
    Optional<String> version = Optional.empty();
    try {
      ZipEntry head = zip.getNextEntry();
      if (head != null && head.getName().equals(HEAD)) {
        version = Optional.of(text(zip));
        if (version.get().equals(VERSION)) {
          return entries(zip);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(WHO + ": " + file + " is damaged: " + e.getMessage() + ".", e);
    }
    throw new IOException(
        version
            .map(v -> WHO + ": " + file + " has version " + v + "; expected " + VERSION + ".")
            .orElse(
                WHO + ": " + file + " is not a checkpoint; expected a file of Checkpoint.write."));
  }

  private static Snapshot entries(ZipInputStream zip) throws IOException {
    Snapshot.Builder snapshot = new Snapshot.Builder();
    List<String> entries = new ArrayList<>(List.of(HEAD));
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (name.equals(END)) {
        if (text(zip).equals(String.join("\n", entries))) {
          return snapshot.build();
        }
        throw new IOException("its entries are " + entries + ", and others were written");
      }
      entries.add(name);
      if (name.startsWith(MATRIX)) {
        snapshot.put(name.substring(MATRIX.length()), matrix(zip));
      } else if (name.startsWith(TEXT)) {
        snapshot.put(name.substring(TEXT.length()), text(zip));
      } else {
        throw new IOException("an entry " + name + " is of no known kind");
      }
    }
    throw new IOException("it is cut off after " + entries.get(entries.size() - 1));
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static DMatrixRMaj matrix(InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes));
    int rows = data.readInt();
    int columns = data.readInt();
    if (rows < 0 || columns < 0 || (long) rows * columns * Double.BYTES + 8 != bytes.length) {
      throw new IOException(
          "a matrix [" + rows + ", " + columns + "] has " + bytes.length + " bytes");
    }
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.set(i, data.readDouble());
    }
    return matrix;
  }
}
