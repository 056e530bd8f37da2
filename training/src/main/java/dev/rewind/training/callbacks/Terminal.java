package dev.rewind.training.callbacks;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Finds out whether a person looks on. */
final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal that can draw a line again, outside of CI. */
  static boolean isInteractive() {
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
