package dev.rewind.layers;

import dev.rewind.core.Checks;
import java.util.OptionalInt;

/**
 * What a layer can know of its input before it sees data: the number of features, whether there is
 * a time axis, and perhaps its length. The batch size is never part of it. Immutable.
 */
public final class DataShape {
  private final boolean hasTime;
  private final OptionalInt timesteps;
  private final int features;

  private DataShape(boolean hasTime, OptionalInt timesteps, int features) {
    this.hasTime = hasTime;
    this.timesteps = timesteps;
    this.features = features;
    if (features <= 0) {
      throw new IllegalArgumentException(
          "DataShape: features must be positive, got " + features + ".");
    }
  }

  /** Of data that are there, whose time steps were counted. */
  static DataShape ofData(boolean hasTime, int timesteps, int features) {
    OptionalInt length = hasTime ? OptionalInt.of(timesteps) : OptionalInt.empty();
    return new DataShape(hasTime, length, features);
  }

  /**
   * Vectors without a time axis, {@code (None, features)}.
   *
   * @param features at least 1
   * @return the shape
   */
  public static DataShape vectors(int features) {
    return new DataShape(false, OptionalInt.empty(), features);
  }

  /**
   * Sequences of any length, {@code (None, None, features)}.
   *
   * @param features at least 1
   * @return the shape
   */
  public static DataShape sequence(int features) {
    return new DataShape(true, OptionalInt.empty(), features);
  }

  /**
   * Sequences of one length, {@code (None, timesteps, features)}.
   *
   * @param timesteps at least 1
   * @param features at least 1
   * @return the shape
   */
  public static DataShape sequence(int timesteps, int features) {
    Checks.positive("DataShape", "timesteps", timesteps);
    return new DataShape(true, OptionalInt.of(timesteps), features);
  }

  /**
   * Whether there is a time axis.
   *
   * @return true for sequences
   */
  public boolean hasTime() {
    return hasTime;
  }

  /**
   * The length of the time axis.
   *
   * @return the number of time steps, if known
   */
  public OptionalInt timesteps() {
    return timesteps;
  }

  /**
   * The number of features.
   *
   * @return at least 1
   */
  public int features() {
    return features;
  }

  /**
   * The same time axis with other features.
   *
   * @param newFeatures at least 1
   * @return a new shape
   */
  public DataShape withFeatures(int newFeatures) {
    return new DataShape(hasTime, timesteps, newFeatures);
  }

  /**
   * Whether data of another shape fits where this one is expected.
   *
   * @param data the shape of actual data
   * @return true if features and time axis agree; an unknown length agrees with every length
   */
  public boolean accepts(DataShape data) {
    return hasTime == data.hasTime
        && features == data.features
        && (timesteps.isEmpty() || timesteps.equals(data.timesteps));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataShape that
        && hasTime == that.hasTime
        && timesteps.equals(that.timesteps)
        && features == that.features;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * features + timesteps.hashCode()) + (hasTime ? 1 : 0);
  }

  /** As Keras prints it: {@code (None, None, 12)}. */
  @Override
  public String toString() {
    String length = timesteps.isPresent() ? String.valueOf(timesteps.getAsInt()) : "None";
    return hasTime ? "(None, " + length + ", " + features + ")" : "(None, " + features + ")";
  }
}
