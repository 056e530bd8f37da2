package dev.rewind.training.metrics;

import dev.rewind.core.options.Codec;

/**
 * How the scores of the columns become the one {@link R2Score}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/regression_metrics.py}, Keras 3.15.1.
 */
public enum ClassAggregation {
  /** They do not: there is one for each column. Keras' {@code None}. */
  NONE,
  /** Their mean. */
  UNIFORM_AVERAGE,
  /** Their mean, in which a column counts as much as its targets vary. */
  VARIANCE_WEIGHTED_AVERAGE;

  static final Codec<ClassAggregation> CODEC = new NamedChoice<>(ClassAggregation.class, NONE);
}
