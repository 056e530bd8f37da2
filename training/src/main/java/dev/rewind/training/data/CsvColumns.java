package dev.rewind.training.data;

import dev.rewind.core.Checks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the columns of a CSV file mean. Columns that are not named here are not read. Immutable;
 * every method with an argument gives a changed copy.
 *
 * <pre>{@code
 * CsvColumns columns =
 *     CsvColumns.of().numeric("age", "height").categorical("city").label("sport");
 * CsvFile train = CsvFile.read(trainPath, columns);
 * CsvFile test = CsvFile.read(testPath, train.columns());   // with the categories of training
 * }</pre>
 *
 * <p>Features are in the order in which they are named here. A categorical column becomes one
 * feature per category: 1 for that of the row, 0 for the others. Categories and classes that are
 * not given are learnt from the file, and are in the order of the alphabet, so that the order of
 * rows makes no difference.
 */
public final class CsvColumns {
  private static final String WHO = "CsvColumns";

  /**
   * A column of features, or of class labels.
   *
   * @param name what it is called in the header
   * @param categorical whether it holds names and not numbers
   * @param categories the names that there are; empty if they are to be learnt
   */
  record Column(String name, boolean categorical, List<String> categories) {
    Column {
      categories = List.copyOf(categories);
      Checks.require(
          new HashSet<>(categories).size() == categories.size(),
          WHO,
          "categories of column \""
              + name
              + "\" are "
              + categories
              + "; expected distinct ones. Name each once.");
    }

    boolean isKnown() {
      return !categorical || !categories.isEmpty();
    }
  }

  // Changed only on a fresh copy, before it is handed out.
  private List<Column> features = List.of();
  private List<Column> targets = List.of();
  private boolean targetPerStep;
  private Optional<String> group = Optional.empty();
  private char separator = ',';
  private List<String> header = List.of();

  private CsvColumns() {}

  private CsvColumns(CsvColumns other) {
    features = other.features;
    targets = other.targets;
    targetPerStep = other.targetPerStep;
    group = other.group;
    separator = other.separator;
    header = other.header;
  }

  /**
   * No columns yet, separated by commas, with their names in the first line.
   *
   * @return a description that others are made from
   */
  public static CsvColumns of() {
    return new CsvColumns();
  }

  /**
   * Adds features that are numbers.
   *
   * @param names the columns
   * @return a changed copy
   * @throws IllegalArgumentException if a column is named already
   */
  public CsvColumns numeric(String... names) {
    return withFeatures(Stream.of(names).map(name -> new Column(name, false, List.of())).toList());
  }

  /**
   * Adds a feature that is one of several names, which are learnt from the file.
   *
   * @param name the column
   * @return a changed copy
   * @throws IllegalArgumentException if the column is named already
   */
  public CsvColumns categorical(String name) {
    return withFeatures(List.of(new Column(name, true, List.of())));
  }

  /**
   * Adds a feature that is one of several names.
   *
   * @param name the column
   * @param categories the names in the order of their features, at least one
   * @return a changed copy
   * @throws IllegalArgumentException if the column is named already, or categories are none or not
   *     distinct
   */
  public CsvColumns categorical(String name, List<String> categories) {
    requireSome(name, categories);
    return withFeatures(List.of(new Column(name, true, categories)));
  }

  private static void requireSome(String name, List<String> categories) {
    Checks.require(
        !categories.isEmpty(),
        WHO,
        "column \""
            + name
            + "\" has no categories; expected at least one. Give no list to learn"
            + " them.");
  }

  private CsvColumns withFeatures(List<Column> more) {
    CsvColumns copy = new CsvColumns(this);
    copy.features = Stream.concat(features.stream(), more.stream()).toList();
    return copy.checked();
  }

  /**
   * Makes columns the targets: numbers to predict.
   *
   * @param names the columns, instead of earlier targets
   * @return a changed copy
   * @throws IllegalArgumentException if a column is named already
   */
  public CsvColumns target(String... names) {
    return withTargets(Stream.of(names).map(name -> new Column(name, false, List.of())).toList());
  }

  /**
   * Makes a column the target: names of classes, which are learnt from the file.
   *
   * @param name the column, instead of earlier targets
   * @return a changed copy
   * @throws IllegalArgumentException if the column is named already
   */
  public CsvColumns label(String name) {
    return withTargets(List.of(new Column(name, true, List.of())));
  }

  /**
   * Makes a column the target: names of classes.
   *
   * @param name the column, instead of earlier targets
   * @param classNames the classes in the order of their labels, at least one
   * @return a changed copy
   * @throws IllegalArgumentException if the column is named already, or classes are none or not
   *     distinct
   */
  public CsvColumns label(String name, List<String> classNames) {
    requireSome(name, classNames);
    return withTargets(List.of(new Column(name, true, classNames)));
  }

  private CsvColumns withTargets(List<Column> columns) {
    CsvColumns copy = new CsvColumns(this);
    copy.targets = columns;
    return copy.checked();
  }

  /**
   * Makes the rows that are alike in a column one sequence, in the order of the file. All rows of a
   * sequence must have one target, unless targets are {@link #perStep}.
   *
   * @param name the column, such as that of an id
   * @return a changed copy
   * @throws IllegalArgumentException if the column is named already
   */
  public CsvColumns group(String name) {
    CsvColumns copy = new CsvColumns(this);
    copy.group = Optional.of(name);
    return copy.checked();
  }

  /**
   * Makes the target of each row that of a time step of its {@link #group}, not of the sequence.
   *
   * @return a changed copy
   */
  public CsvColumns perStep() {
    CsvColumns copy = new CsvColumns(this);
    copy.targetPerStep = true;
    return copy;
  }

  /**
   * Sets what separates columns.
   *
   * @param character such as a semicolon or a tab; a comma if it is not set
   * @return a changed copy
   * @throws IllegalArgumentException if it is a quote or a line end
   */
  public CsvColumns separator(char character) {
    Checks.require(
        character != '"' && character != '\n' && character != '\r',
        WHO,
        "separator is U+"
            + String.format(Locale.ROOT, "%04X", (int) character)
            + ", a quote or a line end; expected a comma, a semicolon, a tab or the like.");
    CsvColumns copy = new CsvColumns(this);
    copy.separator = character;
    return copy;
  }

  /**
   * Names the columns of a file whose first line is data already.
   *
   * @param names one for each column, from the left
   * @return a changed copy
   */
  public CsvColumns header(String... names) {
    CsvColumns copy = new CsvColumns(this);
    copy.header = List.of(names);
    return copy;
  }

  private CsvColumns checked() {
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      Checks.require(
          names.indexOf(names.get(i)) == i,
          WHO,
          "column \"" + names.get(i) + "\" is named twice; expected one use of each.");
    }
    return this;
  }

  /** All columns that are read. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    features.forEach(column -> names.add(column.name));
    targets.forEach(column -> names.add(column.name));
    group.ifPresent(names::add);
    return names;
  }

  List<Column> features() {
    return features;
  }

  List<Column> targets() {
    return targets;
  }

  /** Whether targets are numbers of classes. */
  boolean isLabelled() {
    return targets.stream().anyMatch(Column::categorical);
  }

  boolean targetPerStep() {
    return targetPerStep;
  }

  Optional<String> group() {
    return group;
  }

  char separator() {
    return separator;
  }

  List<String> header() {
    return header;
  }

  /** The same with categories that were learnt. */
  CsvColumns with(List<Column> learntFeatures, List<Column> learntTargets) {
    CsvColumns copy = new CsvColumns(this);
    copy.features = learntFeatures;
    copy.targets = learntTargets;
    return copy;
  }

  /**
   * The names of the features, one for each number of a row: that of the column, or {@code
   * column=category}.
   *
   * @return an immutable list
   * @throws IllegalStateException if the categories of a column are not known yet
   */
  public List<String> featureNames() {
    features.forEach(CsvColumns::requireKnown);
    return features.stream()
        .flatMap(
            column ->
                column.categorical
                    ? column.categories.stream().map(category -> column.name + "=" + category)
                    : Stream.of(column.name))
        .toList();
  }

  /**
   * The names of the classes.
   *
   * @return an immutable list, name number i for label i; empty if targets are something else
   * @throws IllegalStateException if they are not known yet
   */
  public List<String> classNames() {
    targets.forEach(CsvColumns::requireKnown);
    return isLabelled() ? targets.get(0).categories : List.of();
  }

  private static void requireKnown(Column column) {
    if (!column.isKnown()) {
      throw new IllegalStateException(
          WHO
              + ": the categories of column \""
              + column.name
              + "\" are not known; expected columns that were learnt. Take columns() of a CsvFile,"
              + " or give a list of categories.");
    }
  }

  /** Refuses what can not be read row by row, or makes no data. */
  void requireComplete() {
    Checks.require(
        !features.isEmpty(),
        WHO,
        "there are no features; expected numeric or categorical columns.");
    Checks.require(
        !targetPerStep || (group.isPresent() && !targets.isEmpty()),
        WHO,
        "perStep is set without group or without targets; expected both. Rows that are no sequence"
            + " have no time steps.");
  }

  @Override
  public String toString() {
    return "CsvColumns" + names();
  }
}
