package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * An initializer that draws random numbers. With a seed of its own it gives the same values at each
 * call; without one it draws from the source that it is given.
 *
 * @param <S> the initializer's own type
 */
public interface RandomInitializer<S extends Initializer> extends Initializer {
  /** Option {@code seed}, none by default. */
  Option<Optional<Long>> SEED = Option.of("seed", Codecs.optional(Codecs.LONG), Optional.empty());

  @Override
  S with(Options options);

  /**
   * Gives the initializer a source of its own.
   *
   * @param seed any number; equal seeds give equal values
   * @return a changed copy
   */
  default S seed(long seed) {
    return with(options().with(SEED, Optional.of(seed)));
  }

  /**
   * The seed of the initializer's own source.
   *
   * @return the seed, if one was given
   */
  default Optional<Long> seed() {
    return options().get(SEED);
  }

  @Override
  default DMatrixRMaj create(TensorShape shape, RandomSource random) {
    return draw(shape, seed().map(RandomSource::of).orElse(random));
  }

  /**
   * Draws an initial value.
   *
   * @param shape its shape
   * @param source what to draw from
   * @return a new matrix of the shape {@link TensorShape#matrix()}
   * @throws IllegalArgumentException if the initializer can not fill such a shape
   */
  DMatrixRMaj draw(TensorShape shape, RandomSource source);
}
