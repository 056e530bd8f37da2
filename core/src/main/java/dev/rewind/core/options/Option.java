package dev.rewind.core.options;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The declaration of one option: key, type, default and range. It is the only place that knows
 * them.
 *
 * @param <T> the type of the value
 */
public final class Option<T> {
  private final String key;
  private final Codec<T> codec;
  private final Optional<T> defaultValue;
  private final Predicate<T> range;
  private final String rangeText;
  private final boolean writtenAlways;

  private Option(
      String key,
      Codec<T> codec,
      Optional<T> defaultValue,
      Predicate<T> range,
      String rangeText,
      boolean writtenAlways) {
    this.key = key;
    this.codec = codec;
    this.defaultValue = defaultValue;
    this.range = range;
    this.rangeText = rangeText;
    this.writtenAlways = writtenAlways;
  }

  /**
   * An option that must be given.
   *
   * @param key the Keras key, for example {@code "units"}
   * @param codec how values are read and written
   * @param <T> the type of the value
   * @return the declaration, any value allowed
   */
  public static <T> Option<T> required(String key, Codec<T> codec) {
    return new Option<>(key, codec, Optional.empty(), value -> true, "", true);
  }

  /**
   * An option with a default.
   *
   * @param key the Keras key, for example {@code "return_sequences"}
   * @param codec how values are read and written
   * @param defaultValue the value when nothing is said
   * @param <T> the type of the value
   * @return the declaration, any value allowed
   */
  public static <T> Option<T> of(String key, Codec<T> codec, T defaultValue) {
    return new Option<>(key, codec, Optional.of(defaultValue), value -> true, "", true);
  }

  /**
   * The same option with a range.
   *
   * @param allowed which values are allowed
   * @param text the range in words that follow "must be", for example {@code "in [0, 1)"}
   * @return a new declaration
   */
  public Option<T> in(Predicate<T> allowed, String text) {
    return new Option<>(key, codec, defaultValue, allowed, text, writtenAlways);
  }

  /**
   * The same option with a range that others have too.
   *
   * @param range which values are allowed
   * @return a new declaration
   */
  public Option<T> in(Range<T> range) {
    return in(range.allowed(), range.text());
  }

  /**
   * The same option, but left out of the plain form while it has its default, as Keras does with a
   * few.
   *
   * @return a new declaration
   */
  public Option<T> writtenIfChanged() {
    return new Option<>(key, codec, defaultValue, range, rangeText, false);
  }

  /**
   * The Keras key.
   *
   * @return the name in snake_case
   */
  public String key() {
    return key;
  }

  /**
   * The Java name.
   *
   * @return the name in camelCase
   */
  public String name() {
    StringBuilder name = new StringBuilder();
    for (String part : key.split("_", -1)) {
      name.append(
          name.isEmpty() || part.isEmpty()
              ? part
              : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return name.toString();
  }

  /**
   * The value when nothing is said.
   *
   * @return the default, or nothing for a required option
   */
  public Optional<T> defaultValue() {
    return defaultValue;
  }

  T checked(String owner, T value) {
    if (!range.test(value)) {
      throw new IllegalArgumentException(
          owner + ": " + name() + " must be " + rangeText + ", got " + text(value) + ".");
    }
    return value;
  }

  T read(String owner, Object plain, Optional<T> present) {
    T value;
    try {
      value = present.isPresent() ? codec.read(plain, present.get()) : codec.read(plain);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          owner + ": " + key + " is " + text(plain) + "; expected " + e.getMessage() + ".", e);
    }
    return checked(owner, value);
  }

  Object write(T value) {
    return codec.write(value);
  }

  boolean isWrittenAlways() {
    return writtenAlways;
  }

  /** A value as messages print it; a blank text in quotes, so that it can be seen. */
  static String text(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Option::text).orElse("none");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Option::text).toList().toString();
    }
    String text = String.valueOf(value);
    return text.isBlank() ? '"' + text + '"' : text;
  }

  @Override
  public String toString() {
    return key;
  }
}
