package dev.rewind.core.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values of an enumeration by their names in lower case. */
record ChoiceCodec<E extends Enum<E>>(Class<E> type) implements Codec<E> {
  @Override
  public E read(Object plain) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> write(value).equals(plain))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of " + names()));
  }

  @Override
  public String write(E value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private String names() {
    return Arrays.stream(type.getEnumConstants())
        .map(this::write)
        .collect(Collectors.joining(", "));
  }
}
