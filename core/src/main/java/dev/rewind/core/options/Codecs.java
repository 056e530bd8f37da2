package dev.rewind.core.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The codecs of simple values. */
public final class Codecs {
  /** Whole numbers. */
  public static final Codec<Integer> INTEGER =
      plain(
          value -> {
            if (value instanceof Number number && number.doubleValue() == number.intValue()) {
              return number.intValue();
            }
            throw new IllegalArgumentException("a whole number");
          });

  /**
   * Whole numbers of 64 bits, such as seeds; in plain form an {@code Integer} where one is enough.
   */
  public static final Codec<Long> LONG =
      new Codec<>() {
        @Override
        public Long read(Object plain) {
          if (plain instanceof Long value) {
            return value;
          }
          return (long) INTEGER.read(plain);
        }

        @Override
        public Object write(Long value) {
          return value.intValue() == value ? (Object) value.intValue() : value;
        }
      };

  /** Numbers. */
  public static final Codec<Double> DOUBLE =
      plain(
          value -> {
            if (value instanceof Number number) {
              return number.doubleValue();
            }
            throw new IllegalArgumentException("a number");
          });

  /** Truth values. */
  public static final Codec<Boolean> BOOLEAN =
      plain(
          value -> {
            if (value instanceof Boolean flag) {
              return flag;
            }
            throw new IllegalArgumentException("true or false");
          });

  /** Texts. */
  public static final Codec<String> TEXT =
      plain(
          value -> {
            if (value instanceof String text) {
              return text;
            }
            throw new IllegalArgumentException("a text");
          });

  private Codecs() {}

  /**
   * One of the values of an enumeration, in plain form its name in lower case.
   *
   * @param type the enumeration
   * @param <E> the enumeration
   * @return a codec of {@code "fan_avg"} for {@code FAN_AVG}
   */
  public static <E extends Enum<E>> Codec<E> choice(Class<E> type) {
    return new ChoiceCodec<>(type);
  }

  /**
   * A value that may be absent.
   *
   * @param codec how a present value is read and written
   * @param <T> the value
   * @return a codec in which an absent value is {@code Optional.empty()} in plain form too; read as
   *     absent is also {@code null}, which readers of JSON give
   */
  public static <T> Codec<Optional<T>> optional(Codec<T> codec) {
    return new Codec<>() {
      @Override
      public Optional<T> read(Object plain) {
        return isAbsent(plain) ? Optional.empty() : Optional.of(codec.read(plain));
      }

      @Override
      public Optional<T> read(Object plain, Optional<T> present) {
        return present.isEmpty() || isAbsent(plain)
            ? read(plain)
            : Optional.of(codec.read(plain, present.get()));
      }

      @Override
      public Object write(Optional<T> value) {
        return value.<Object>map(codec::write).orElse(Optional.empty());
      }
    };
  }

  /**
   * A list.
   *
   * @param codec how an element is read and written
   * @param <T> the element
   * @return a codec of immutable lists
   */
  public static <T> Codec<List<T>> list(Codec<T> codec) {
    return new Codec<>() {
      @Override
      public List<T> read(Object plain) {
        if (!(plain instanceof List<?> elements)) {
          throw new IllegalArgumentException("a list");
        }
        List<T> values = new ArrayList<>();
        try {
          elements.forEach(element -> values.add(codec.read(element)));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "a list in which every element is " + e.getMessage(), e);
        }
        return List.copyOf(values);
      }

      @Override
      public Object write(List<T> value) {
        return value.stream().map(codec::write).toList();
      }
    };
  }

  private static boolean isAbsent(@Nullable Object plain) {
    return plain == null || (plain instanceof Optional<?> o && o.isEmpty());
  }

  private interface Reader<T> {
    T read(Object plain);
  }

  private static <T> Codec<T> plain(Reader<T> reader) {
    return new Codec<>() {
      @Override
      public T read(Object plain) {
        return reader.read(plain);
      }

      @Override
      public Object write(T value) {
        return value;
      }
    };
  }
}
