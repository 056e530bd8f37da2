package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import java.util.Map;

/** How long the steps of an optimizer are: one number, or a plan of numbers. */
public sealed interface LearningRate permits FixedLearningRate, LearningRateSchedule {

  /** Read and written as Keras does: a number, or a schedule with class name and configuration. */
  Codec<LearningRate> CODEC =
      new Codec<>() {
        @Override
        public LearningRate read(Object plain) {
          return plain instanceof Map<?, ?>
              ? Schedules.REGISTRY.read(plain)
              : of(Codecs.DOUBLE.read(plain));
        }

        @Override
        public Object write(LearningRate rate) {
          return rate instanceof LearningRateSchedule schedule ? schedule.toPlain() : rate.at(0);
        }
      };

  /**
   * The same rate at every step.
   *
   * @param value the rate
   * @return a fixed rate
   */
  static LearningRate of(double value) {
    return new FixedLearningRate(value);
  }

  /**
   * The rate at a step.
   *
   * @param step how many times the optimizer was applied before: the first step is 0
   * @return the rate
   */
  double at(long step);
}
