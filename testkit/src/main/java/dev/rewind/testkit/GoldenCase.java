package dev.rewind.testkit;

import java.util.Optional;

/**
 * One recorded problem with its results: what was done, with which numbers, and what came out.
 *
 * <p>Which fields a case has depends on its suite and group; {@code tools/golden/README.md} lists
 * them. A case never changes.
 */
public final class GoldenCase {
  private final String suite;
  private final String group;
  private final Tolerance tolerance;
  private final Optional<GoldenValue> config;
  private final GoldenValue fields;

  GoldenCase(
      String suite,
      String group,
      Tolerance tolerance,
      Optional<GoldenValue> config,
      GoldenValue fields) {
    this.suite = suite;
    this.group = group;
    this.tolerance = tolerance;
    this.config = config;
    this.fields = fields;
  }

  /** {@return the suite, such as {@code gru_layer}} */
  public String suite() {
    return suite;
  }

  /** {@return the group within the suite, such as {@code masks}} */
  public String group() {
    return group;
  }

  /** {@return the name, which no other case of the suite has} */
  public String name() {
    return get("name").text();
  }

  /** {@return the sentence that says what the case is about} */
  public String what() {
    return get("what").text();
  }

  /**
   * {@return how far results may be from the recorded ones: the case's own tolerance or its file's}
   */
  public Tolerance tolerance() {
    return tolerance;
  }

  /**
   * Returns the configuration that the real object reported, where the case has one.
   *
   * @return what {@code get_config()} gave, or empty
   */
  public Optional<GoldenValue> config() {
    return config;
  }

  /**
   * Returns a field.
   *
   * @param field the name of the field
   * @return its value, perhaps a null value
   * @throws IllegalArgumentException if the case has no such field
   */
  public GoldenValue get(String field) {
    return fields.get(field);
  }

  /**
   * Returns a field that may be absent or null.
   *
   * @param field the name of the field
   * @return its value, or empty if the case has no such field or the field is null
   */
  public Optional<GoldenValue> find(String field) {
    return fields.find(field);
  }

  /**
   * Returns a field that is a tensor.
   *
   * @param field the name of the field
   * @return the tensor
   * @throws IllegalArgumentException if the case has no such field or the field is no tensor
   */
  public Tensor tensor(String field) {
    return get(field).tensor();
  }

  /** Returns the whole case as one value. */
  GoldenValue value() {
    return fields;
  }

  /** {@return suite and name, {@code gru_layer/masks_right}} */
  @Override
  public String toString() {
    return suite + "/" + name();
  }
}
