package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file name with numbers to be filled in, as Python's {@code str.format} does it.
 *
 * <pre>
 *   {name}   {name:d}   {name:02d}   {name:.2f}   {name:08.3f}   {name:.1e}   {{   }}
 * </pre>
 *
 * @param who the callback, for messages
 * @param text the pattern
 */
record FilePattern(String who, String text) {
  private static final Pattern PLACE =
      Pattern.compile("\\{\\{|}}|\\{(\\w+)(?::(0?)(\\d{0,3})(?:\\.(\\d{1,3}))?([dfe]))?}|[{}]");
  private static final int USUAL_PRECISION = 6;

  /** Checks the form of the places. */
  FilePattern {
    Checks.require(!text.isBlank(), who, "got an empty file name.");
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      boolean whole = place.group().length() > 1;
      boolean precise = "d".equals(place.group(5)) && place.group(4) != null;
      Checks.require(
          whole && !precise,
          who,
          "can not read the place "
              + place.group()
              + " at "
              + place.start()
              + " of "
              + text
              + "; expected one such as {epoch}, {epoch:02d}, {val_loss:.2f} or {val_loss:.1e}."
              + " Write {{ and }} for braces.");
    }
  }

  /** The places, without the doubled braces. */
  private Stream<MatchResult> places() {
    return PLACE.matcher(text).results().filter(place -> place.group(1) != null);
  }

  /** Whether there is something to fill in. */
  boolean hasPlaces() {
    return places().findAny().isPresent();
  }

  /** What stands before the first place: all if there is none. */
  String start() {
    int end = places().findFirst().map(MatchResult::start).orElse(text.length());
    return text.substring(0, end).replace("{{", "{").replace("}}", "}");
  }

  /** Refuses places that can not be filled in with such numbers. */
  void require(Set<String> whole, Set<String> others) {
    Set<String> known = new TreeSet<>(others);
    known.addAll(whole);
    places()
        .forEach(
            place -> {
              String name = place.group(1);
              Checks.require(
                  known.contains(name),
                  who,
                  "there is no " + name + " for " + text + "; expected one of " + known + ".");
              if (!whole.contains(name)) {
                requireFraction(place);
              }
            });
  }

  private void requireFraction(MatchResult place) {
    Checks.require(
        !"d".equals(place.group(5)),
        who,
        place.group() + " is for a whole number, and " + place.group(1) + " is none. Use f or e.");
  }

  /** Fills in whole numbers and others. */
  String fill(Map<String, Integer> whole, Map<String, Double> others) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(one(place, whole, others)));
  }

  private String one(MatchResult place, Map<String, Integer> whole, Map<String, Double> others) {
    String name = place.group(1);
    if (name == null) {
      return place.group().substring(1);
    }
    Integer number = whole.get(name);
    if (number != null) {
      return place.group(5) == null || place.group(5).equals("d")
          ? padded(place, number.toString())
          : formatted(place, number);
    }
    Double value = others.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          who
              + ": there is no "
              + name
              + " for "
              + text
              + " now; the logs have "
              + String.join(", ", others.keySet())
              + "."
              + (name.startsWith("val_")
                  ? " Validate after each epoch, with validationFreq(1), or leave it out."
                  : " Put the callback that adds it before this one, or leave it out."));
    }
    return place.group(5) == null ? String.valueOf(value) : formatted(place, value);
  }

  private String formatted(MatchResult place, double value) {
    requireFraction(place);
    if (!Double.isFinite(value)) {
      return padded(place, String.valueOf(value).toLowerCase(Locale.ROOT));
    }
    int precision = place.group(4) == null ? USUAL_PRECISION : Integer.parseInt(place.group(4));
    BigDecimal exact = new BigDecimal(Math.abs(value));
    String sign = Double.compare(value, 0.0) < 0 ? "-" : "";
    // Rounded here as Python does, half to even; Java's format would round half up.
    UnaryOperator<BigDecimal> rounding =
        place.group(5).equals("f")
            ? number -> number.setScale(precision, RoundingMode.HALF_EVEN)
            : number -> number.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String format = "%." + precision + place.group(5);
    return padded(place, sign + String.format(Locale.ROOT, format, rounding.apply(exact)));
  }

  private static String padded(MatchResult place, String number) {
    if (place.group(3) == null || place.group(3).isEmpty()) {
      return number;
    }
    String fill = place.group(2).isEmpty() ? " " : "0";
    String sign = fill.equals("0") && number.startsWith("-") ? "-" : "";
    int missing = Integer.parseInt(place.group(3)) - number.length();
    return sign + fill.repeat(Math.max(0, missing)) + number.substring(sign.length());
  }
}
