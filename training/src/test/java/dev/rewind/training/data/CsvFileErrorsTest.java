package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every malformed row is one error that says file, line and column. */
class CsvFileErrorsTest {
  private static final CsvColumns X = CsvColumns.of().numeric("x");

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static void assertRefused(String text, CsvColumns columns, String message) {
    assertRefused(() -> CsvFileTest.read(text, columns), message);
  }

  @Test
  void textThatIsNotANumber() {
    String expected = "; expected a finite number such as -1.5e3.";
    for (String text : new String[] {"1f", "0x1p3", "1 2", "1e", "--1", "Infinity", "1e999"}) {
      assertRefused(
          "x,y\n1,2\n" + text + ",4\n", X, "F.csv:3: column \"x\" is \"" + text + "\"" + expected);
    }
  }

  @Test
  void missingValues() {
    String expected = "; expected one in each row. Impute missing values first.";
    assertRefused(
        "x,y\n1,2\n ,4\n", X, "F.csv:3: column \"x\" has a missing value (it is empty)" + expected);
    for (String text : new String[] {"?", "NaN", "na"}) {
      assertRefused(
          "x\n" + text, X, "F.csv:2: column \"x\" has a missing value (" + text + ")" + expected);
    }
    assertRefused(
        "x,c\n1,a\n2,\n",
        X.categorical("c"),
        "F.csv:3: column \"c\" has a missing value (it is empty)" + expected);
    assertRefused(
        "x,id\n1,a\n2,\n",
        X.group("id"),
        "F.csv:3: column \"id\" has a missing value (it is empty)" + expected);
  }

  @Test
  void raggedRows() {
    assertRefused(
        "x,y\n1,2\n\n1,2,3\n",
        X,
        "F.csv:4: got 3 columns; expected 2 as in the header. Correct the row or leave it out.");
    assertRefused(
        "x,y\n1",
        X,
        "F.csv:2: got 1 columns; expected 2 as in the header. Correct the row or leave it out.");
  }

  @Test
  void rowOverSeveralLinesHasTheNumberOfItsFirst() {
    assertRefused(
        "x,y\n1,\"two\n\nlines\"\nz,\"more\nlines\"\n1,2\n",
        X,
        "F.csv:5: column \"x\" is \"z\"; expected a finite number such as -1.5e3.");
  }

  @Test
  void unknownColumns() {
    assertRefused("a,b\n1,2\n", X, "F.csv:1: there is no column \"x\"; expected one of [a, b].");
    assertRefused(
        "x,b\n1,2\n",
        X.label("sport"),
        "F.csv:1: there is no column \"sport\"; expected one of [x, b].");
    assertRefused("x,x\n1,2\n", X, "F.csv:1: column \"x\" comes twice. Name each column once.");
  }

  @Test
  void unknownCategories() {
    String hint = ". Learn the categories from a file that has all, or leave the row out.";
    assertRefused(
        "x,c\n1,a\n2,A\n",
        X.categorical("c", List.of("a", "b")),
        "F.csv:3: column \"c\" is \"A\"; expected one of [a, b]" + hint);
    assertRefused(
        "x,c\n1,a\n2,d\n",
        X.label("c", List.of("a")),
        "F.csv:3: column \"c\" is \"d\"; expected one of [a]" + hint);
  }

  @Test
  void emptyFiles() {
    assertRefused("", X, "F.csv: the file is empty; expected a line with the names of columns.");
    assertRefused("x\n\n", X, "F.csv: there are no rows; expected at least one.");
  }

  @Test
  void malformedQuotes() {
    assertThatThrownBy(() -> CsvFileTest.read("x,y\n1,\"a\"b\n", X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("F.csv:2: malformed quotes (")
        .hasMessageEndingWith(
            "); expected \"…\" around whole columns, and \"\" for a quote in them.");
    assertThatThrownBy(() -> CsvFileTest.read("x,y\n1,\"a\n2,b\n", X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("malformed quotes (");
  }

  @Test
  void groupHasOneTargetUnlessTargetsArePerStep() throws IOException {
    String text = "id,x,y\na,1,5\nb,1,6\na,2,7\n";
    CsvColumns columns = X.target("y").group("id");
    assertRefused(
        text,
        columns,
        "F.csv:4: the target of \"a\" is [7.0] here and [5.0] in line 2; expected one for all rows"
            + " of a group. Use perStep() if each row has its own.");
    assertThat(CsvFileTest.read(text, columns.perStep()).dataset().size()).isEqualTo(2);
  }

  @Test
  void groupOfAStreamStandsSideBySide(@TempDir Path directory) throws IOException {
    Path path = Files.writeString(directory.resolve("F.csv"), "id,x\na,1\nb,1\na,2\n");
    Iterable<Sample> samples = CsvFile.stream(path, X.group("id"));
    assertRefused(
        () -> samples.forEach(sample -> {}),
        "F.csv:4: \"a\" comes again after other rows; expected the rows of a group side by side."
            + " Sort the file, or read it whole.");
  }

  @Test
  void descriptionsThatMakeNoData() {
    String twice = " is named twice; expected one use of each.";
    assertRefused(() -> X.numeric("x"), "CsvColumns: column \"x\"" + twice);
    assertRefused(() -> X.label("x"), "CsvColumns: column \"x\"" + twice);
    assertRefused(() -> X.target("y", "y"), "CsvColumns: column \"y\"" + twice);
    assertRefused(() -> X.target("y").group("y"), "CsvColumns: column \"y\"" + twice);
    assertRefused(
        () -> X.categorical("c", List.of()),
        "CsvColumns: column \"c\" has no categories; expected at least one."
            + " Give no list to learn them.");
    assertRefused(
        () -> X.label("c", List.of("a", "a")),
        "CsvColumns: categories of column \"c\" are [a, a]; expected distinct ones."
            + " Name each once.");
    assertRefused(
        () -> X.separator('"'),
        "CsvColumns: separator is U+0022, a quote or a line end; expected a comma, a semicolon, a"
            + " tab or the like.");
    assertRefused(
        "x\n1\n",
        CsvColumns.of(),
        "CsvColumns: there are no features; expected numeric or categorical columns.");
    assertRefused(
        "x,y\n1,2\n",
        X.target("y").perStep(),
        "CsvColumns: perStep is set without group or without targets; expected both. Rows that are"
            + " no sequence have no time steps.");
  }

  @Test
  void categoriesOfAStreamAreKnown(@TempDir Path directory) {
    Path path = directory.resolve("F.csv");
    for (CsvColumns columns : List.of(X.categorical("c"), X.label("c"))) {
      assertThatThrownBy(() -> CsvFile.stream(path, columns))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "CsvColumns: the categories of column \"c\" are not known; expected columns that were"
                  + " learnt. Take columns() of a CsvFile, or give a list of categories.");
    }
  }

  @Test
  void missingFile(@TempDir Path directory) {
    Path missing = directory.resolve("missing.csv");
    String expected =
        "; expected a CSV file. Check the path; the working directory is "
            + Path.of("").toAbsolutePath()
            + ".";

    assertThatThrownBy(() -> CsvFile.read(missing, X))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("CsvFile: " + missing + " does not exist" + expected);
    assertThatThrownBy(() -> CsvFile.read(directory, X))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("CsvFile: " + directory + " is a directory" + expected);
    assertThatThrownBy(() -> CsvFile.stream(missing, X).iterator())
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(FileNotFoundException.class);
  }
}
