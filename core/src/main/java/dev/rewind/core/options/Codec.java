package dev.rewind.core.options;

/**
 * Turns a typed value into a plain one and back. Plain values are what JSON knows: {@code Boolean},
 * {@code Integer}, {@code Double}, {@code String}, {@code List}, {@code Map} with string keys, and
 * {@code Optional.empty()} for an absent value (Python's {@code None}).
 *
 * @param <T> the typed value
 */
public interface Codec<T> {

  /**
   * Reads a plain value.
   *
   * @param plain a plain value
   * @return the typed value
   * @throws IllegalArgumentException if it is of another kind; the message is only what was
   *     expected, for example {@code "a whole number"}
   */
  T read(Object plain);

  /**
   * Writes a typed value.
   *
   * @param value the typed value
   * @return the plain value; {@link #read} gives an equal value back
   */
  Object write(T value);
}
