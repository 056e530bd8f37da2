package dev.rewind.core.options;

/**
 * Something that has {@link Options} and can be copied with others. The parent of interfaces that
 * add a method per option, each returning the thing's own type: {@code GRU.of(32).dropout(0.2)} is
 * a {@code GRU}.
 *
 * <p>It is not the parent of {@link Configured}, since there S is the kind and here the type
 * itself: a GRU is a {@code Configured<LayerConfig>} and a {@code WithOptions<GRU>}.
 *
 * @param <S> the thing's own type
 */
public interface WithOptions<S> {

  /**
   * All options with their values.
   *
   * @return immutable options
   */
  Options options();

  /**
   * The same thing with other options.
   *
   * @param options options of the same declarations
   * @return a changed copy
   */
  S with(Options options);
}
