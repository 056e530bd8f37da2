package dev.rewind.training.metrics;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;

/**
 * The options of the accuracies that ask for one of the k best classes.
 *
 * @param <S> the metric's own type
 */
public interface TopKOptions<S extends Metric> extends MetricOptions<S> {
  /** Option {@code k}. */
  Option<Integer> K = Option.of("k", Codecs.INTEGER, 5).in(k -> k > 0, "positive");

  /**
   * Says how many classes may be the right one.
   *
   * @param k at least 1; 5 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  default S k(int k) {
    return with(options().with(K, k));
  }

  /**
   * How many classes may be the right one.
   *
   * @return at least 1
   */
  default int k() {
    return options().get(K);
  }
}
