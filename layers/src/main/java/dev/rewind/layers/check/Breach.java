package dev.rewind.layers.check;

import java.util.Optional;

/** Says what is broken. Caught by {@link Clause}. */
final class Breach extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String what;

  Breach(String what) {
    super(what);
    this.what = what;
  }

  /** The message, never absent. */
  String what() {
    return what;
  }

  static void unless(boolean kept, String what) {
    if (!kept) {
      throw new Breach(what);
    }
  }

  static void ifPresent(Optional<String> difference, String before) {
    difference.ifPresent(
        text -> {
          throw new Breach(before + text);
        });
  }
}
