package dev.rewind.benchmarks.task;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the model and its batch are.
 *
 * @param batch sequences at once
 * @param timesteps length of each sequence
 * @param features numbers per time step
 * @param units of the GRU
 */
public record Size(int batch, int timesteps, int features, int units) {
  /** The sizes that are measured unless others are asked for. */
  public static final List<Size> GRID =
      List.of(
          new Size(1, 50, 8, 16),
          new Size(32, 50, 16, 32),
          new Size(32, 50, 32, 64),
          new Size(32, 100, 64, 128),
          new Size(64, 100, 128, 256),
          new Size(64, 50, 256, 512));

  private static final Pattern TEXT =
      Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})x([1-9]\\d{0,5})x([1-9]\\d{0,5})");

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Size parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "Size: got '%s'; expected BATCHxTIMESTEPSxFEATURESxUNITS, such as 32x50x16x32."
              .formatted(text));
    }
    return new Size(number(parts, 1), number(parts, 2), number(parts, 3), number(parts, 4));
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  /**
   * How many numbers are trained: kernel, recurrent kernel and the two biases (of {@code
   * reset_after}) of three gates, kernel and bias of the dense layer.
   */
  public long parameters() {
    long gates = 3L * units;
    return gates * (features + units + 2) + units + 1;
  }

  /** {@code 32x50x16x32}: batch, timesteps, features, units. */
  @Override
  public String toString() {
    return batch + "x" + timesteps + "x" + features + "x" + units;
  }
}
