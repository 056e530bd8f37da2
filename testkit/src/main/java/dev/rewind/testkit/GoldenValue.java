package dev.rewind.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value of a golden case: an object, a list, a tensor, a text, a number, a flag or null.
 *
 * <p>A method that expects one kind of value throws an {@link IllegalArgumentException} on any
 * other kind; its message names suite, case and field, the value found and the kind expected. A
 * value never changes.
 */
public final class GoldenValue {
  private static final int SHOWN = 60; // characters of a value in a message

  private final String owner;
  private final String path;
  private final JsonNode node;

  GoldenValue(String owner, String path, JsonNode node) {
    this.owner = owner;
    this.path = path;
    this.node = node;
  }

  /** {@return whether the value is null: an absent tensor, or an argument that was not given} */
  public boolean isNull() {
    return node.isNull();
  }

  /** {@return whether the value is an object with fields; a tensor is one too} */
  public boolean isObject() {
    return node.isObject();
  }

  /** {@return whether the value is a text; a number that is not finite is written as one} */
  public boolean isText() {
    return node.isTextual();
  }

  /** {@return whether the value is a tensor} */
  public boolean isTensor() {
    return node.path("shape").isArray() && node.path("data").isArray();
  }

  /**
   * Returns a field of an object.
   *
   * @param field the name of the field
   * @return its value, perhaps a null value
   * @throws IllegalArgumentException if this is no object or has no such field
   */
  public GoldenValue get(String field) {
    require(node.isObject(), "an object");
    if (!node.has(field)) {
      String who = path.isEmpty() ? owner : owner + ": " + path;
      throw new IllegalArgumentException(
          "%s: has no field %s; expected one of %s."
              .formatted(who, field, String.join(", ", fields().keySet())));
    }
    return child(field);
  }

  /**
   * Returns a field that may be absent or null.
   *
   * @param field the name of the field
   * @return its value, or empty if the object has no such field or the field is null
   */
  public Optional<GoldenValue> find(String field) {
    require(node.isObject(), "an object");
    return node.hasNonNull(field) ? Optional.of(child(field)) : Optional.empty();
  }

  private GoldenValue child(String field) {
    return new GoldenValue(owner, path.isEmpty() ? field : path + "." + field, node.path(field));
  }

  /** {@return the fields of an object in the order of the file} */
  public Map<String, GoldenValue> fields() {
    require(node.isObject(), "an object");
    Map<String, GoldenValue> fields = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(field -> fields.put(field, child(field)));
    return Collections.unmodifiableMap(fields);
  }

  /** {@return the items of a list; some may be null values} */
  public List<GoldenValue> items() {
    require(node.isArray(), "a list");
    List<GoldenValue> items = new ArrayList<>(node.size());
    for (JsonNode item : node) {
      items.add(new GoldenValue(owner, path + "[" + items.size() + "]", item));
    }
    return Collections.unmodifiableList(items);
  }

  /** {@return a text} */
  public String text() {
    require(node.isTextual(), "a text");
    return node.textValue();
  }

  /** {@return a flag} */
  public boolean flag() {
    require(node.isBoolean(), "true or false");
    return node.booleanValue();
  }

  /**
   * {@return a number; the texts {@code NaN}, {@code Infinity} and {@code -Infinity} are numbers}
   */
  public double number() {
    require(GoldenJson.isNumber(node), "a number");
    return GoldenJson.number(node);
  }

  /**
   * {@return a whole number}
   *
   * @throws IllegalArgumentException if this is no whole number or does not fit into an {@code int}
   */
  public int integer() {
    require(node.isIntegralNumber() && node.canConvertToInt(), "a whole number");
    return node.intValue();
  }

  /** {@return a list of numbers} */
  public double[] numbers() {
    return items().stream().mapToDouble(GoldenValue::number).toArray();
  }

  /** {@return a list of whole numbers} */
  public int[] integers() {
    return items().stream().mapToInt(GoldenValue::integer).toArray();
  }

  /**
   * {@return a tensor}
   *
   * @throws IllegalArgumentException if this is no tensor, or one whose values do not fit its shape
   */
  public Tensor tensor() {
    require(isTensor(), "a tensor {shape, data}");
    return GoldenJson.tensor(this);
  }

  /**
   * {@return the value as plain Java: a {@code Map<String, @Nullable Object>} in the order of the
   * file, a {@code List<@Nullable Object>}, a {@code String}, {@code Boolean}, {@code Integer},
   * {@code Long} (only where an {@code Integer} is too small) or {@code Double}} JSON's {@code 2}
   * is an {@code Integer}, its {@code 2.0} a {@code Double}, and the texts of numbers that are not
   * finite are {@code Double}s. Null is {@code null}: as the result for a null value, and inside.
   */
  public @Nullable Object plain() {
    return GoldenJson.plain(node);
  }

  /** {@return where the value stands and what it is, cut short} */
  @Override
  public String toString() {
    String text = node.toString();
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return (path.isEmpty() ? "it" : path) + " is " + shown;
  }

  /** Words the error that this value is not what was expected. */
  String refusal(String expected) {
    return owner + ": " + this + "; expected " + expected + ".";
  }

  private void require(boolean met, String expected) {
    if (!met) {
      throw new IllegalArgumentException(refusal(expected));
    }
  }
}
