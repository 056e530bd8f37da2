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
   * Reads a plain value in place of another one. The type of that one is known then, even if it is
   * a user's own that no registry has.
   *
   * @param plain a plain value
   * @param present the value that stands there now
   * @return the typed value
   * @throws IllegalArgumentException as {@link #read(Object)}
   */
  default T read(Object plain, T present) {
    return read(plain);
  }

  /**
   * Writes a typed value.
   *
   * @param value the typed value
   * @return the plain value; {@link #read} gives an equal value back
   */
  Object write(T value);
}
