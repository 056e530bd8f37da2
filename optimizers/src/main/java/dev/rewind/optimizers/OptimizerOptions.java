package dev.rewind.optimizers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import dev.rewind.optimizers.schedules.FixedLearningRate;
import dev.rewind.optimizers.schedules.LearningRate;
import java.util.List;
import java.util.Optional;

/**
 * The options of every optimizer.
 *
 * <p>They work in this order: the gradients are divided by {@link #lossScaleFactor}, accumulated,
 * and clipped; the parameters decay by {@link #weightDecay}, are changed by the algorithm's rule,
 * and are averaged ({@link #useEma}). Constraints of layers come last; they are not the
 * optimizer's.
 *
 * <p><b>Source</b>: {@code keras/src/optimizers/base_optimizer.py}, Keras 3.15.1.
 *
 * @param <S> the optimizer's own type
 */
public interface OptimizerOptions<S> extends ClippingOptions<S>, AveragingOptions<S> {
  /** Option {@code name}; by default the class name in snake case. */
  Option<String> NAME = Option.required("name", Codecs.TEXT);

  /** Option {@code learning_rate}; the default depends on the optimizer. */
  Option<LearningRate> LEARNING_RATE =
      Option.required("learning_rate", LearningRate.CODEC)
          .in(
              rate -> !(rate instanceof FixedLearningRate fixed) || Maybe.isSize(fixed.value()),
              Maybe.SIZE);

  /** Option {@code weight_decay}: none by default. */
  Option<Optional<Double>> WEIGHT_DECAY =
      Maybe.option("weight_decay", Codecs.DOUBLE, Maybe::isSize, Maybe.SIZE);

  /** Option {@code loss_scale_factor}: none by default. */
  Option<Optional<Double>> LOSS_SCALE_FACTOR = Maybe.positive("loss_scale_factor");

  /** Option {@code gradient_accumulation_steps}: none by default. */
  Option<Optional<Integer>> GRADIENT_ACCUMULATION_STEPS =
      Maybe.option("gradient_accumulation_steps", Codecs.INTEGER, n -> n >= 2, "at least 2");

  /**
   * Option {@code exclude_from_weight_decay}, which is a call in Keras and no key: written if there
   * are any.
   */
  Option<List<String>> EXCLUDE_FROM_WEIGHT_DECAY =
      Option.of("exclude_from_weight_decay", Codecs.list(Codecs.TEXT), List.<String>of())
          .in(
              patterns -> patterns.stream().allMatch(DecayExclusions::isPattern),
              "regular expressions that are not blank")
          .writtenIfChanged();

  /**
   * Declares the options of an optimizer: those of every optimizer and then its own.
   *
   * @param className the Keras class name
   * @param learningRate the learning rate by default
   * @param own the options that it does not share with every optimizer
   * @return options at their defaults
   */
  static Options declare(String className, double learningRate, Option<?>... own) {
    return Options.of(
            className,
            NAME,
            LEARNING_RATE,
            WEIGHT_DECAY,
            CLIPNORM,
            GLOBAL_CLIPNORM,
            CLIPVALUE,
            USE_EMA,
            EMA_MOMENTUM,
            EMA_OVERWRITE_FREQUENCY,
            LOSS_SCALE_FACTOR,
            GRADIENT_ACCUMULATION_STEPS)
        .and(List.of(own))
        .and(List.of(EXCLUDE_FROM_WEIGHT_DECAY))
        .withDefault(NAME, Registry.snakeCase(className))
        .withDefault(LEARNING_RATE, LearningRate.of(learningRate));
  }

  /**
   * Names the optimizer.
   *
   * @param name the name
   * @return a changed copy
   */
  default S name(String name) {
    return with(options().with(NAME, name));
  }

  /**
   * The name.
   *
   * @return the name
   */
  default String name() {
    return options().get(NAME);
  }

  /**
   * Sets the learning rate.
   *
   * @param learningRate the rate at every step, finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  default S learningRate(double learningRate) {
    return learningRate(LearningRate.of(learningRate));
  }

  /**
   * Sets the learning rate.
   *
   * @param learningRate a fixed rate or a schedule
   * @return a changed copy
   * @throws IllegalArgumentException if it is fixed and negative, infinite or NaN
   */
  default S learningRate(LearningRate learningRate) {
    return with(options().with(LEARNING_RATE, learningRate));
  }

  /**
   * The learning rate.
   *
   * @return a fixed rate or a schedule
   */
  default LearningRate learningRate() {
    return options().get(LEARNING_RATE);
  }

  /**
   * Lets parameters decay before every update: {@code w −= w · weightDecay · learningRate}.
   *
   * @param weightDecay a rate, finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  default S weightDecay(double weightDecay) {
    return with(options().with(WEIGHT_DECAY, Optional.of(weightDecay)));
  }

  /**
   * How fast parameters decay.
   *
   * @return the value, if one was given
   */
  default Optional<Double> weightDecay() {
    return options().get(WEIGHT_DECAY);
  }

  /**
   * Excludes parameters from weight decay: those in the last part of whose name one of these
   * patterns is found. Each must be found in the name of a parameter when the optimizer is built.
   * Without {@link #weightDecay} nothing decays, and nothing is changed by it.
   *
   * @param patterns regular expressions ({@link java.util.regex.Pattern}), for example {@code
   *     "bias"}, which excludes {@code gru/bias}, or {@code "^kernel$"}, which does not exclude
   *     {@code gru/recurrent_kernel}
   * @return a changed copy; what was excluded before is no more
   * @throws IllegalArgumentException if one is blank or malformed
   */
  default S excludeFromWeightDecay(String... patterns) {
    return with(options().with(EXCLUDE_FROM_WEIGHT_DECAY, List.of(patterns)));
  }

  /**
   * What is excluded from weight decay.
   *
   * @return regular expressions, for the last part of names
   */
  default List<String> excludeFromWeightDecay() {
    return options().get(EXCLUDE_FROM_WEIGHT_DECAY);
  }

  /**
   * Divides the gradients by a factor. It is for losses that were multiplied with it.
   *
   * @param lossScaleFactor the factor, positive and finite
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive and finite
   */
  default S lossScaleFactor(double lossScaleFactor) {
    return with(options().with(LOSS_SCALE_FACTOR, Optional.of(lossScaleFactor)));
  }

  /**
   * What gradients are divided by.
   *
   * @return the value, if one was given
   */
  default Optional<Double> lossScaleFactor() {
    return options().get(LOSS_SCALE_FACTOR);
  }

  /**
   * Changes the parameters only at every n-th step, by the mean of n gradients.
   *
   * @param gradientAccumulationSteps n, at least 2
   * @return a changed copy
   * @throws IllegalArgumentException if it is less than 2
   */
  default S gradientAccumulationSteps(int gradientAccumulationSteps) {
    return with(
        options().with(GRADIENT_ACCUMULATION_STEPS, Optional.of(gradientAccumulationSteps)));
  }

  /**
   * At which steps the parameters are changed.
   *
   * @return the value, if one was given
   */
  default Optional<Integer> gradientAccumulationSteps() {
    return options().get(GRADIENT_ACCUMULATION_STEPS);
  }
}
