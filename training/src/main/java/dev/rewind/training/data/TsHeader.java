package dev.rewind.training.data;

import dev.rewind.training.data.TsTags.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the header of a {@code .ts} file says.
 *
 * @param problemName name of the data
 * @param dimensions number of dimensions, if the header tells
 * @param equalLength whether all samples must be of one length
 * @param seriesLength that length, if the header tells
 * @param label what stands last in each line
 * @param classNames the classes in the header's order; empty if the label is something else
 */
record TsHeader(
    String problemName,
    OptionalInt dimensions,
    boolean equalLength,
    OptionalInt seriesLength,
    Label label,
    List<String> classNames) {

  /** What stands last in each line. */
  enum Label {
    CLASS,
    NUMBER,
    NONE
  }

  static TsHeader of(TsTags tags) {
    if (tags.flag(Tag.TIME_STAMPS)) {
      throw tags.line(Tag.TIME_STAMPS)
          .error(
              "@timeStamps true is not supported; expected false. Resample to equal intervals and"
                  + " leave the time stamps out.");
    }
    tags.flag(Tag.MISSING);
    Label label = label(tags);
    return new TsHeader(
        String.join(" ", tags.values(Tag.PROBLEM_NAME)),
        dimensions(tags),
        tags.flag(Tag.EQUAL_LENGTH),
        tags.number(Tag.SERIES_LENGTH),
        label,
        label == Label.CLASS ? classNames(tags) : List.of());
  }

  private static OptionalInt dimensions(TsTags tags) {
    OptionalInt dimensions = tags.number(Tag.DIMENSIONS);
    if (!tags.flag(Tag.UNIVARIATE)) {
      return dimensions;
    }
    if (dimensions.orElse(1) != 1) {
      throw tags.line(Tag.DIMENSIONS)
          .error(
              "@dimensions is "
                  + dimensions.getAsInt()
                  + " but @univariate is true; expected 1."
                  + " Correct one of them.");
    }
    return OptionalInt.of(1);
  }

  private static Label label(TsTags tags) {
    boolean number = tags.flag(Tag.TARGET_LABEL);
    if (!tags.has(Tag.TARGET_LABEL)) {
      tags.line(Tag.CLASS_LABEL);
    }
    if (!tags.flag(Tag.CLASS_LABEL)) {
      return number ? Label.NUMBER : Label.NONE;
    }
    tags.line(Tag.CLASS_LABEL)
        .require(
            !number,
            "both @classLabel and @targetLabel are true; expected one. Set the other to false.");
    return Label.CLASS;
  }

  private static List<String> classNames(TsTags tags) {
    List<String> words = tags.values(Tag.CLASS_LABEL);
    List<String> names = List.copyOf(words.subList(1, words.size()));
    SourceLine line = tags.line(Tag.CLASS_LABEL);
    line.require(
        !names.isEmpty(), "@classLabel true has no class names; expected them after true.");
    line.require(
        new HashSet<>(names).size() == names.size(),
        "class names " + names + " are not distinct. Name each class once.");
    return names;
  }
}
