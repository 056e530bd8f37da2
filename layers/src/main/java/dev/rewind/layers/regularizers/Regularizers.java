package dev.rewind.layers.regularizers;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Registry;

/** The regularizers by their Keras names. */
public final class Regularizers {
  /** All regularizers that Keras has; {@link Registry#with} adds your own. */
  public static final Registry<Regularizer> REGISTRY =
      Registry.<Regularizer>of("regularizer")
          .with(L1.of())
          .with(L2.of())
          .with(L1L2.of())
          .with(OrthogonalRegularizer.of());

  /** How an option that holds a regularizer is read and written. */
  public static final Codec<Regularizer> CODEC = REGISTRY.codec();

  private Regularizers() {}

  /**
   * A regularizer by its Keras name, with its defaults.
   *
   * @param name for example {@code "l2"}, which is that of factor 0.01
   * @return the regularizer
   * @throws IllegalArgumentException if there is no such regularizer
   */
  public static Regularizer get(String name) {
    return REGISTRY.read(name);
  }
}
