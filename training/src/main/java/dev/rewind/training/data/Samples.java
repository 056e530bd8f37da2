package dev.rewind.training.data;

import dev.rewind.core.Checks;

/** Checks of sample numbers. */
final class Samples {
  private Samples() {}

  static void require(String who, int size, int... samples) {
    Checks.require(samples.length > 0, who, "got no sample numbers; expected at least one.");
    for (int sample : samples) {
      Checks.require(
          0 <= sample && sample < size,
          who,
          "there is no sample " + sample + "; expected numbers from 0 to " + (size - 1) + ".");
    }
  }
}
