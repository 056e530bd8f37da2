package dev.rewind.training.data;

import dev.rewind.core.Checks;
import java.util.stream.IntStream;

/**
 * A data set in two parts: one to learn from, one to judge by.
 *
 * @param training the first samples
 * @param validation the last samples
 */
public record ValidationSplit(Dataset training, Dataset validation) {

  /**
   * Keeps the last samples for validation, without shuffling: the first {@code ⌊n·(1 − fraction)⌋}
   * are for training. If samples are sorted by class, shuffle first: {@code
   * data.subset(random.permutation(data.size()))}.
   *
   * <p><b>Source</b>: Keras 3, {@code train_validation_split} in {@code array_slicing.py}.
   *
   * @param data what to split
   * @param fraction the part for validation, above 0 and below 1
   * @return two views; nothing is copied
   * @throws IllegalArgumentException if the fraction is out of range, or a part would be empty
   */
  public static ValidationSplit last(Dataset data, double fraction) {
    Checks.require(
        fraction > 0 && fraction < 1,
        "validationSplit",
        "fraction must be in (0, 1), got " + fraction + ".");
    int size = data.size();
    int training = (int) Math.floor(size * (1 - fraction));
    Checks.require(
        0 < training && training < size,
        "validationSplit",
        "fraction "
            + fraction
            + " of "
            + size
            + " samples leaves "
            + training
            + " for training and "
            + (size - training)
            + " for validation; expected at least one in each. Give more samples or"
            + " another fraction.");
    return new ValidationSplit(
        data.subset(IntStream.range(0, training).toArray()),
        data.subset(IntStream.range(training, size).toArray()));
  }
}
