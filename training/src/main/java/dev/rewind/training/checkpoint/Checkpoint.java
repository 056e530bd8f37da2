package dev.rewind.training.checkpoint;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
 * text/NAME} for each text, in UTF-8.
 */
public final class Checkpoint {
  private static final String WHO = "Checkpoint";
  private static final String HEAD = "rewind-checkpoint";
  private static final String VERSION = "1";
  private static final String MATRIX = "matrix/";
  private static final String TEXT = "text/";

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
    Path temporary = Files.createTempFile(folder, "." + target.getFileName() + "-", ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        write(out, snapshot);
      }
      flushToDisk(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
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
      zip.putNextEntry(new ZipEntry(HEAD));
      data.write(VERSION.getBytes(StandardCharsets.UTF_8));
      for (String name : snapshot.matrixNames()) {
        zip.putNextEntry(new ZipEntry(MATRIX + name));
        writeMatrix(data, snapshot.matrix(name));
      }
      for (String name : snapshot.textNames()) {
        zip.putNextEntry(new ZipEntry(TEXT + name));
        data.write(snapshot.text(name).getBytes(StandardCharsets.UTF_8));
      }
      zip.closeEntry();
    }
  }

  private static void writeMatrix(DataOutputStream data, DMatrixRMaj matrix) throws IOException {
    data.writeInt(matrix.numRows);
    data.writeInt(matrix.numCols);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      data.writeDouble(matrix.get(i));
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
    try (InputStream in = Files.newInputStream(file)) {
      return read(file, new ZipInputStream(in));
    } catch (IllegalArgumentException e) {
      throw new IOException(WHO + ": " + file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static Snapshot read(Path file, ZipInputStream zip) throws IOException {
    ZipEntry head = zip.getNextEntry();
    if (head == null || !head.getName().equals(HEAD)) {
      throw new IOException(WHO + ": " + file + " is not a checkpoint; expected a file of write.");
    }
    String version = text(zip);
    if (!version.equals(VERSION)) {
      throw new IOException(
          WHO + ": " + file + " has version " + version + "; expected " + VERSION + ".");
    }
    Snapshot.Builder snapshot = new Snapshot.Builder();
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (name.startsWith(MATRIX)) {
        snapshot.put(name.substring(MATRIX.length()), matrix(zip));
      } else if (name.startsWith(TEXT)) {
        snapshot.put(name.substring(TEXT.length()), text(zip));
      } else {
        throw new IOException(WHO + ": " + file + " has an entry " + name + " of no known kind.");
      }
      zip.closeEntry();
    }
    return snapshot.build();
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
          WHO + ": a matrix [" + rows + ", " + columns + "] has " + bytes.length + " bytes.");
    }
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.set(i, data.readDouble());
    }
    return matrix;
  }
}
