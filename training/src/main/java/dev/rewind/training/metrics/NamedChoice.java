package dev.rewind.training.metrics;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import java.util.Optional;

/**
 * One of the values of an enumeration by its name in lower case, one of which Keras has no word
 * for.
 */
record NamedChoice<E extends Enum<E>>(Class<E> type, E none) implements Codec<E> {
  @Override
  public E read(Object plain) {
    return plain instanceof Optional<?> absent && absent.isEmpty()
        ? none
        : Codecs.choice(type).read(plain);
  }

  @Override
  public Object write(E value) {
    return value == none ? Optional.empty() : Codecs.choice(type).write(value);
  }
}
