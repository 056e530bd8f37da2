package dev.rewind.layers.initializers;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Registry;

/** The initializers by their Keras names. */
public final class Initializers {
  /** All initializers that Keras has for weights; {@link Registry#with} adds your own. */
  public static final Registry<Initializer> REGISTRY =
      Registry.<Initializer>of("initializer")
          .with(Zeros.of(), "zero")
          .with(Ones.of(), "one")
          .with(Constant.of())
          .with(Identity.of(), "IdentityInitializer")
          .with(Orthogonal.of(), "OrthogonalInitializer")
          .with(GlorotUniform.of())
          .with(GlorotNormal.of())
          .with(HeUniform.of())
          .with(HeNormal.of())
          .with(LecunUniform.of())
          .with(LecunNormal.of())
          .with(VarianceScaling.of())
          .with(RandomUniform.of(), "uniform")
          .with(RandomNormal.of(), "normal")
          .with(TruncatedNormal.of());

  /** How an option that holds an initializer is read and written. */
  public static final Codec<Initializer> CODEC = REGISTRY.codec();

  private Initializers() {}

  /**
   * An initializer by its Keras name, with its defaults.
   *
   * @param name for example {@code "glorot_uniform"} or {@code "GlorotUniform"}
   * @return the initializer
   * @throws IllegalArgumentException if there is no such initializer
   */
  public static Initializer get(String name) {
    return REGISTRY.read(name);
  }
}
