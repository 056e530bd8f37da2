package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.training.losses.TargetChecks;
import java.util.Optional;

/**
 * The options of {@link F1Score} and {@link FBetaScore}.
 *
 * @param <S> the metric's own type
 */
public interface FScoreOptions<S extends Metric> extends MetricOptions<S> {
  /** Option {@code average}. */
  Option<Average> AVERAGE = Option.of("average", Average.CODEC, Average.NONE);

  /** Option {@code threshold}, none by default. */
  Option<Optional<Double>> THRESHOLD =
      Option.of("threshold", Codecs.optional(Codecs.DOUBLE), Optional.<Double>empty())
          .in(t -> t.isEmpty() || (t.get() > 0 && t.get() <= 1), "in (0, 1]");

  /**
   * Says how the scores of classes become one number.
   *
   * @param average {@link Average#NONE}, the default, gives one result for each class, which a
   *     history can not hold
   * @return a changed copy
   */
  default S average(Average average) {
    return with(options().with(AVERAGE, average));
  }

  /**
   * How the scores of classes become one number.
   *
   * @return the way
   */
  default Average average() {
    return options().get(AVERAGE);
  }

  /**
   * Says which classes a row is taken for: all above a threshold, in place of the most probable.
   *
   * @param threshold in (0, 1]
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  default S threshold(double threshold) {
    return with(options().with(THRESHOLD, Optional.of(threshold)));
  }

  /**
   * The threshold above which a row is taken for a class.
   *
   * @return the threshold, or nothing if it is taken for the most probable one
   */
  default Optional<Double> threshold() {
    return options().get(THRESHOLD);
  }

  @Override
  default boolean isScalar() {
    return average() != Average.NONE;
  }

  @Override
  default void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "Write labels of several classes as one-hot rows.");
  }

  @Override
  default Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }
}
