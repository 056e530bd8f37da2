package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.training.losses.TargetChecks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The options of metrics that count answers above a threshold. A target that is not 0 means yes.
 *
 * @param <S> the metric's own type
 */
public interface ThresholdOptions<S extends Metric> extends MetricOptions<S> {
  /** Option {@code thresholds}: a number or several; by default 0.5. */
  Option<Optional<List<Double>>> THRESHOLDS =
      Option.of("thresholds", Codecs.optional(new NumbersCodec()), Optional.<List<Double>>empty())
          .in(Thresholds.RANGE);

  /**
   * Says above what a prediction means yes. With several thresholds the metric has several results,
   * which a history can not hold.
   *
   * @param thresholds one or more, in [0, 1]; 0.5 by default, and 0 is the like for logits
   * @return a changed copy
   * @throws IllegalArgumentException if there is none, or one is out of range
   */
  default S thresholds(double... thresholds) {
    List<Double> list = Arrays.stream(thresholds).boxed().toList();
    return with(options().with(THRESHOLDS, Optional.of(list)));
  }

  /**
   * Above what a prediction means yes.
   *
   * @return the thresholds, if they were set
   */
  default Optional<List<Double>> thresholds() {
    return options().get(THRESHOLDS);
  }

  @Override
  default boolean isScalar() {
    return thresholds().map(List::size).orElse(1) == 1;
  }

  @Override
  default void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "Write labels of several classes as one-hot rows.");
  }
}
