package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import dev.rewind.optimizers.OptimizerOptions;
import dev.rewind.optimizers.schedules.FixedLearningRate;
import dev.rewind.optimizers.schedules.LearningRate;
import java.util.Set;

/** What the callbacks that change the learning rate have in common. */
final class LearningRates {
  private static final String LOG = "learning_rate";

  /** The names of the logs that {@link #log} adds. */
  static final Set<String> LOG_NAMES = Set.of(LOG);

  private LearningRates() {}

  /** Refuses a rate that follows a schedule, before the first step. */
  static void requireFixed(String who, Training training) {
    LearningRate rate = training.optimizer().config().options().get(OptimizerOptions.LEARNING_RATE);
    Checks.require(
        rate instanceof FixedLearningRate,
        who,
        "the learning rate of the optimizer follows "
            + rate
            + " and can not be set. Compile with a number as its learning rate, or leave this"
            + " callback out.");
  }

  /** Adds the present rate to the logs, as Keras does. */
  static void log(Training training) {
    training.log(LOG, training.optimizer().learningRate());
  }
}
