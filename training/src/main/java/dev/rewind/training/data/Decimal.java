package dev.rewind.training.data;

import java.util.regex.Pattern;

/** Numbers as they stand in text files. */
final class Decimal {
  private static final Pattern FORM =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private Decimal() {}

  /** Not finite if it is no number: {@code parseDouble} alone would take 1f and 0x1p3 too. */
  static double parse(String text) {
    String stripped = text.strip();
    return FORM.matcher(stripped).matches() ? Double.parseDouble(stripped) : Double.NaN;
  }
}
