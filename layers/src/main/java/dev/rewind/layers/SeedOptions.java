package dev.rewind.layers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;
import java.util.Optional;

/**
 * The option of a layer that draws random numbers in training.
 *
 * @param <S> the layer's own type
 */
public interface SeedOptions<S> extends WithOptions<S> {
  /** Option {@code seed}. */
  Option<Optional<Long>> SEED =
      Option.of("seed", Codecs.optional(Codecs.LONG), Optional.<Long>empty());

  /**
   * Gives the layer a stream of random numbers of its own.
   *
   * @param seed where it starts; without one the layer draws from the model's stream
   * @return a changed copy
   */
  default S seed(long seed) {
    return with(options().with(SEED, Optional.of(seed)));
  }

  /**
   * Where the layer's own stream of random numbers starts.
   *
   * @return the seed; nothing if the layer draws from the model's stream
   */
  default Optional<Long> seed() {
    return options().get(SEED);
  }

  /**
   * A new stream from the seed, which a built layer keeps.
   *
   * @return the stream; nothing without a seed
   */
  default Optional<RandomSource> newStream() {
    return seed().map(RandomSource::of);
  }
}
