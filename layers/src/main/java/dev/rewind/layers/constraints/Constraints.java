package dev.rewind.layers.constraints;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Registry;

/** The constraints by their Keras names. */
public final class Constraints {
  /** All constraints that Keras has; {@link Registry#with} adds your own. */
  public static final Registry<Constraint> REGISTRY =
      Registry.<Constraint>of("constraint")
          .with(MaxNorm.of())
          .with(NonNeg.of())
          .with(UnitNorm.of())
          .with(MinMaxNorm.of());

  /** How an option that holds a constraint is read and written. */
  public static final Codec<Constraint> CODEC = REGISTRY.codec();

  private Constraints() {}

  /**
   * A constraint by its Keras name, with its defaults.
   *
   * @param name for example {@code "max_norm"} or {@code "MaxNorm"}
   * @return the constraint
   * @throws IllegalArgumentException if there is no such constraint
   */
  public static Constraint get(String name) {
    return REGISTRY.read(name);
  }
}
