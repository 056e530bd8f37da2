package dev.rewind.training.losses;

import dev.rewind.core.options.Codec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How the losses {@code v} of rows, with the weights {@code w}, become one number.
 *
 * <p><b>Source</b>: {@code keras/src/losses/loss.py}, Keras 3.15.1.
 */
public enum Reduction {
  /** {@code Σ w·v / n}, where n counts the rows that are not masked, whatever their weights. */
  SUM_OVER_BATCH_SIZE,
  /** {@code Σ w·v}. */
  SUM,
  /** No reduction: the weighted losses {@code w·v}, one for each row. */
  NONE,
  /** Another name of {@link #SUM_OVER_BATCH_SIZE}. */
  MEAN,
  /** {@code Σ w·v / Σ w}. */
  MEAN_WITH_SAMPLE_WEIGHT;

  /** How reductions are read and written: by Keras' names; an absent one is {@link #NONE}. */
  public static final Codec<Reduction> CODEC =
      new Codec<>() {
        @Override
        public Reduction read(Object plain) {
          if (plain instanceof Optional<?> absent && absent.isEmpty()) {
            return NONE;
          }
          return Arrays.stream(values())
              .filter(reduction -> reduction.toString().equals(plain))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("one of " + Arrays.toString(values())));
        }

        @Override
        public Object write(Reduction value) {
          return value.toString();
        }
      };

  /** Keras' name, for example {@code sum_over_batch_size}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
