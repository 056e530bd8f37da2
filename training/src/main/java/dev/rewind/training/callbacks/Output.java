package dev.rewind.training.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the callbacks that write files have in common. */
final class Output {
  private Output() {}

  /** Refuses a file that can not be replaced, before the first step, and makes its folder. */
  static void requireFile(String who, Path file) {
    if (Files.isDirectory(file)) {
      throw failure(who, file, new IOException("it is a folder"));
    }
    requireFolderOf(who, file, file);
  }

  /** Makes the folder of a file, and refuses one that can not be written. */
  static void requireFolderOf(String who, Path file, Object what) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      requireFolder(who, folder, what);
    }
  }

  /**
   * Makes a folder, and refuses one that can not be written.
   *
   * @param what that which is to be written there, for the message
   */
  static void requireFolder(String who, Path folder, Object what) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      if (!Files.isWritable(folder)) {
        throw new IOException("nothing may be written in " + folder);
      }
    } catch (IOException e) {
      throw failure(who, what, e);
    }
  }

  static UncheckedIOException failure(String who, Object what, IOException e) {
    return new UncheckedIOException(
        who
            + ": can not write "
            + what
            + ": "
            + reason(e)
            + ". Choose a place that can be written.",
        e);
  }

  /** Exceptions about files often have the path alone as their message. */
  private static String reason(IOException e) {
    boolean bare = e instanceof FileSystemException about && about.getReason() == null;
    return (bare ? e.getClass().getSimpleName() + ": " : "") + e.getMessage();
  }
}
