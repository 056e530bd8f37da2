package dev.rewind.training.metrics;

import dev.rewind.core.options.Codec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** One of the values of an enumeration by either of the two spellings that Keras takes. */
record AucWord<E extends Enum<E>>(Class<E> type, Function<E, String> spelling) implements Codec<E> {

  static final Codec<AUCCurve> CURVE = new AucWord<>(AUCCurve.class, Enum::name);
  static final Codec<AUCSummationMethod> METHOD =
      new AucWord<>(AUCSummationMethod.class, AucWord::lower);

  @Override
  public E read(Object plain) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> spellings(value).contains(plain))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of " + names()));
  }

  @Override
  public Object write(E value) {
    return spelling.apply(value);
  }

  private String names() {
    return String.join(", ", Arrays.stream(type.getEnumConstants()).map(spelling).toList());
  }

  /** {@code roc} and {@code ROC}, {@code majoring} and {@code Majoring}. */
  private List<String> spellings(E value) {
    String written = spelling.apply(value);
    String capital = written.substring(0, 1).toUpperCase(Locale.ROOT) + written.substring(1);
    return List.of(lower(value), capital);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
