package dev.rewind.training.metrics;

import dev.rewind.core.options.Codec;

/**
 * How the scores of classes become the one of an {@link FBetaScore}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/f_score_metrics.py}, Keras 3.15.1.
 */
public enum Average {
  /** They do not: there is one for each class. Keras' {@code None}. */
  NONE,
  /** The score of all classes counted together. */
  MICRO,
  /** Their mean. */
  MACRO,
  /** Their mean, in which a class counts as often as it is a target. */
  WEIGHTED;

  static final Codec<Average> CODEC = new NamedChoice<>(Average.class, NONE);
}
