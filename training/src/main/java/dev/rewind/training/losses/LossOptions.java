package dev.rewind.training.losses;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import java.util.List;

/**
 * The options of every loss.
 *
 * @param <S> the loss's own type
 */
public interface LossOptions<S extends Loss> extends Loss {
  /** Option {@code name}; by default the class name in snake case. */
  Option<String> NAME = Option.required("name", Codecs.TEXT);

  /** Option {@code reduction}. */
  Option<Reduction> REDUCTION =
      Option.of("reduction", Reduction.CODEC, Reduction.SUM_OVER_BATCH_SIZE);

  /**
   * Declares the options of a loss: those of every loss and then its own.
   *
   * @param className the Keras class name
   * @param own the options that it does not share with every loss
   * @return options at their defaults
   */
  static Options declare(String className, Option<?>... own) {
    return Options.of(className, NAME, REDUCTION)
        .and(List.of(own))
        .withDefault(NAME, Registry.snakeCase(className));
  }

  @Override
  S with(Options options);

  /**
   * Renames the loss.
   *
   * @param name the name in messages and logs; Keras' name by default
   * @return a changed copy
   */
  default S name(String name) {
    return with(options().with(NAME, name));
  }

  @Override
  default String name() {
    return options().get(NAME);
  }

  /**
   * Says how rows become one number.
   *
   * @param reduction by default the sum over the batch, divided by its size
   * @return a changed copy
   */
  default S reduction(Reduction reduction) {
    return with(options().with(REDUCTION, reduction));
  }

  @Override
  default Reduction reduction() {
    return options().get(REDUCTION);
  }
}
