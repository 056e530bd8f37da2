package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every malformed line is one error that says where. */
class TsFileErrorsTest {
  private static final String HEADER =
      "@problemName P\n@dimensions 2\n@classLabel true a b\n@data\n"; // data begin in line 5

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> TsFileTest.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static void assertHeaderRefused(String replaced, String by, String message) {
    assertRefused(HEADER.replace(replaced, by) + "1:2:a\n", message);
  }

  @Test
  void dimensionsOfDifferentLengths() {
    assertRefused(
        HEADER + "1:2:a\n# note\n1,2,3:1,2:a\n",
        "F.ts:7: dimension 2 has 2 values, dimension 1 has 3; expected equal lengths."
            + " Correct the line or leave it out.");
  }

  @Test
  void wrongNumberOfDimensions() {
    assertRefused(
        HEADER + "1,2:3,4\n",
        "F.ts:5: got 2 parts separated by ':'; expected 3: 2 dimensions and the label.");
    assertRefused(
        "@problemName P\n@classLabel false\n@data\n1\n1:2\n",
        "F.ts:5: got 2 parts separated by ':'; expected 1: 1 dimension.");
  }

  @Test
  void textThatIsNotANumber() {
    String expected = "; expected a finite number such as -1.5e3.";
    assertRefused(
        HEADER + "1,2:3, x4:a\n", "F.ts:5: dimension 2, value 2 (column 7) is \"x4\"" + expected);
    for (String text : new String[] {"", "1f", "0x1p3", "1 2", "1e", "--1", "Infinity", "1e999"}) {
      assertRefused(
          HEADER + "1," + text + ":3,4:a\n",
          "F.ts:5: dimension 1, value 2 (column 3) is \"" + text + "\"" + expected);
    }
  }

  @Test
  void missingValues() {
    String expected = "; expected a number. Impute missing values first.";
    assertRefused(
        HEADER + "1,?:3,4:a\n",
        "F.ts:5: dimension 1, value 2 (column 3) is missing (?)" + expected);
    assertRefused(
        HEADER + "1,2:NaN,4:a\n",
        "F.ts:5: dimension 2, value 1 (column 5) is missing (NaN)" + expected);
  }

  @Test
  void unknownLabel() {
    assertRefused(
        HEADER + "1:2:a\n1:2:A\n",
        "F.ts:6: label \"A\" is not in the header; expected one of [a, b].");
  }

  @Test
  void targetThatIsNotANumber() {
    String header = "@problemName P\n@univariate true\n@targetLabel true\n@data\n";
    assertRefused(
        header + "1,2:high\n",
        "F.ts:5: the target (column 5) is \"high\"; expected a finite number such as -1.5e3.");
    assertRefused(
        header + "1,2:?\n",
        "F.ts:5: the target (column 5) is missing (?); expected a number. Impute missing values first.");
  }

  @Test
  void lengthsAgainstTheHeader() {
    String header = "@problemName P\n@univariate true\n@equalLength true\n@classLabel false\n";
    String hint = " as @equalLength is true. Correct the line or the header.";
    assertRefused(header + "@data\n1,2\n1,2,3\n", "F.ts:7: got 3 time steps; expected 2" + hint);
    assertRefused(
        header + "@seriesLength 4\n@data\n1,2\n", "F.ts:7: got 2 time steps; expected 4" + hint);
  }

  @Test
  void missingParts() {
    assertRefused(
        "# x\n@problemName P\n@classLabel false\n",
        "F.ts: no line @data in 3 lines; expected it between header and samples.");
    assertRefused("", "F.ts: no line @data in 0 lines; expected it between header and samples.");
    assertHeaderRefused(
        "@data\n",
        "",
        "F.ts:4: got data before @data; expected only tags and comments there. Add the line @data.");
    assertRefused(
        HEADER + "\n# none\n", "F.ts: no samples after @data; expected at least one line of them.");
    assertHeaderRefused(
        "@problemName P\n",
        "",
        "F.ts:3: the header has no @problemName; expected it before @data. Add such a line.");
    assertHeaderRefused(
        "@classLabel true a b\n",
        "",
        "F.ts:3: the header has no @classLabel; expected it before @data. Add such a line.");
  }

  @Test
  void timeStamps() {
    assertHeaderRefused(
        "@dimensions",
        "@timeStamps true\n@dimensions",
        "F.ts:2: @timeStamps true is not supported; expected false."
            + " Resample to equal intervals and leave the time stamps out.");
  }

  @Test
  void malformedTags() {
    assertHeaderRefused(
        "@classLabel",
        "@classLable",
        "F.ts:3: unknown tag @classLable; expected one of @problemName, @timeStamps, @missing,"
            + " @univariate, @dimensions, @equalLength, @seriesLength, @classLabel, @targetLabel, @data.");
    assertHeaderRefused(
        "@classLabel true",
        "@dimensions 3",
        "F.ts:3: @dimensions is in line 2 already. Keep one of them.");
    assertHeaderRefused(
        "@dimensions 2", "@dimensions", "F.ts:2: @dimensions has no value; expected one after it.");
    for (String number : new String[] {"0", "-2", "two", "2.0", "99999999999"}) {
      assertHeaderRefused(
          "@dimensions 2",
          "@dimensions " + number,
          "F.ts:2: @dimensions must be a positive whole number, got \"" + number + "\".");
    }
    assertHeaderRefused(
        "@dimensions 2",
        "@missing maybe",
        "F.ts:2: @missing must be true or false, got \"maybe\".");
  }

  @Test
  void contradictionsInTheHeader() {
    assertHeaderRefused(
        "@problemName P",
        "@problemName P\n@univariate true",
        "F.ts:3: @dimensions is 2 but @univariate is true; expected 1. Correct one of them.");
    assertHeaderRefused(
        "@data",
        "@targetLabel true\n@data",
        "F.ts:3: both @classLabel and @targetLabel are true; expected one. Set the other to false.");
    assertHeaderRefused(
        " a b", "", "F.ts:3: @classLabel true has no class names; expected them after true.");
    assertHeaderRefused(
        " a b", " a b a", "F.ts:3: class names [a, b, a] are not distinct. Name each class once.");
  }

  @Test
  void missingFile(@TempDir Path directory) throws IOException {
    Path missing = directory.resolve("missing.ts");
    Path folder = Files.createDirectory(directory.resolve("folder.ts"));
    String expected =
        "; expected a .ts file. Check the path; the working directory is "
            + Path.of("").toAbsolutePath()
            + ".";

    assertThatThrownBy(() -> TsFile.read(missing))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("TsFile: " + missing + " does not exist" + expected);
    assertThatThrownBy(() -> TsFile.read(folder))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("TsFile: " + folder + " is a directory" + expected);
  }
}
