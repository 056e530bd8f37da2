package dev.rewind.training.callbacks;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Finds out whether a person looks on. */
final class Terminal {
  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /** The width of the terminal that standard output is, or 0 if it is none. */
  static int columns() {
    if (!isInteractive()) {
      return 0;
    }
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9][0-9]{1,3}")
        ? Integer.parseInt(columns)
        : USUAL_COLUMNS;
  }

  /** What the terminal is written with; that of the platform if there is none. */
  static Charset charset() {
    return charset(System.console());
  }

  private static Charset charset(@Nullable Console console) {
    return console == null ? Charset.defaultCharset() : console.charset();
  }

  /** Whether standard output is a terminal that can draw a line again, outside of CI. */
  private static boolean isInteractive() {
    return System.getenv("CI") == null
        && !"dumb".equals(System.getenv("TERM"))
        && System.getenv("TERM") != null
        && isTerminal(System.console());
  }

  /**
   * Until JDK 21 there is a console only on a terminal; from 22 on it is always there and must be
   * asked.
   */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
