package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import java.util.OptionalInt;

/**
 * When files are written: Keras' {@code save_freq}. Counts steps over the epochs, as Keras does.
 *
 * <p>The configuration is immutable; only the count changes.
 */
final class SaveSchedule {
  private final OptionalInt everySteps;
  private int count;

  private SaveSchedule(OptionalInt everySteps) {
    this.everySteps = everySteps;
  }

  static SaveSchedule epochs() {
    return new SaveSchedule(OptionalInt.empty());
  }

  static SaveSchedule steps(String who, int steps) {
    return new SaveSchedule(OptionalInt.of(Checks.positive(who, "saveFreq", steps)));
  }

  /** The same without a count, for a copy. */
  SaveSchedule anew() {
    return new SaveSchedule(everySteps);
  }

  boolean isByEpoch() {
    return everySteps.isEmpty();
  }

  /** Counts a step, and says whether it is the last before a file. */
  boolean isDueAfterStep() {
    if (everySteps.isEmpty()) {
      return false;
    }
    count++;
    if (count < everySteps.getAsInt()) {
      return false;
    }
    count = 0;
    return true;
  }

  /** Steps since the last file. */
  int count() {
    return count;
  }

  void count(long steps) {
    count = (int) steps;
  }
}
