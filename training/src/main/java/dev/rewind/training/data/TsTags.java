package dev.rewind.training.data;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The lines of a {@code .ts} header by their tags. Case does not matter. */
final class TsTags {

  /** What a line of the header may begin with. */
  enum Tag {
    PROBLEM_NAME("@problemName"),
    TIME_STAMPS("@timeStamps"),
    MISSING("@missing"),
    UNIVARIATE("@univariate"),
    DIMENSIONS("@dimensions"),
    EQUAL_LENGTH("@equalLength"),
    SERIES_LENGTH("@seriesLength"),
    CLASS_LABEL("@classLabel"),
    TARGET_LABEL("@targetLabel");

    private final String text;

    Tag(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }

    /** Some files write {@code @dimension} for {@code @dimensions}. */
    private static Tag of(SourceLine line) {
      String word = words(line)[0];
      for (Tag tag : values()) {
        if (tag.text.equalsIgnoreCase(word) || tag.text.equalsIgnoreCase(word + "s")) {
          return tag;
        }
      }
      String known = Arrays.stream(values()).map(Tag::toString).collect(Collectors.joining(", "));
      throw line.error("unknown tag " + word + "; expected one of " + known + ", @data.");
    }
  }

  private final Map<Tag, SourceLine> lines = new EnumMap<>(Tag.class);
  private final SourceLine end;

  /**
   * Sorts the lines by their tags.
   *
   * @param header the lines of the header that are neither empty nor comments
   * @param end the line with {@code @data}
   */
  TsTags(List<SourceLine> header, SourceLine end) {
    this.end = end;
    for (SourceLine line : header) {
      Tag tag = Tag.of(line);
      SourceLine before = lines.putIfAbsent(tag, line);
      if (before != null) {
        throw line.error(tag + " is in line " + before.number() + " already. Keep one of them.");
      }
    }
  }

  static boolean isData(SourceLine line) {
    return line.text().strip().equalsIgnoreCase("@data");
  }

  boolean has(Tag tag) {
    return lines.containsKey(tag);
  }

  /** The line of a tag that must be there. */
  SourceLine line(Tag tag) {
    SourceLine line = lines.get(tag);
    if (line == null) {
      throw end.error("the header has no " + tag + "; expected it before @data. Add such a line.");
    }
    return line;
  }

  /** The words after a tag that must be there; at least one. */
  List<String> values(Tag tag) {
    SourceLine line = line(tag);
    List<String> words = List.of(words(line));
    line.require(words.size() > 1, tag + " has no value; expected one after it.");
    return words.subList(1, words.size());
  }

  /** True or false; false if the tag is not there. */
  boolean flag(Tag tag) {
    if (!has(tag)) {
      return false;
    }
    String value = values(tag).get(0);
    boolean isTrue = value.equalsIgnoreCase("true");
    line(tag)
        .require(
            isTrue || value.equalsIgnoreCase("false"),
            tag + " must be true or false, got \"" + value + "\".");
    return isTrue;
  }

  /** A positive whole number, if the tag is there. */
  OptionalInt number(Tag tag) {
    if (!has(tag)) {
      return OptionalInt.empty();
    }
    String value = values(tag).get(0);
    line(tag)
        .require(
            value.matches("0*[1-9][0-9]{0,8}"),
            tag + " must be a positive whole number, got \"" + value + "\".");
    return OptionalInt.of(Integer.parseInt(value));
  }

  private static String[] words(SourceLine line) {
    return line.text().strip().split("\\s+", -1);
  }
}
