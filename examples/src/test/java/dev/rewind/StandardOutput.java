package dev.rewind;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Catches what a program prints. */
public final class StandardOutput {
  private StandardOutput() {}

  /** A program, such as a {@code main} method. */
  @FunctionalInterface
  public interface Program {
    /** Runs it. */
    void run() throws Exception;
  }

  /** Runs a program, and returns what it printed. */
  public static String of(Program program) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
