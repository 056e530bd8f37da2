package dev.rewind.training.callbacks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Prints one line per epoch, in the style of Keras.
 *
 * <pre>
 * Epoch 1/40 - 9/9 - 0.4s - 41ms/step - accuracy: 0.3148 - loss: 1.9712 - val_accuracy: 0.6297 - val_loss: 1.3021
 * </pre>
 *
 * <p>On a terminal the line is drawn again while the epoch runs, cut to the width of the terminal;
 * in a pipe, a file or CI each line is printed once, when it is complete.
 */
public final class ProgressLine implements Callback {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";

  private final PrintStream out;
  private final int columns;
  private final LongSupplier nanoTime;
  private long epochStart;
  private long lastDraw;

  /**
   * A progress line.
   *
   * @param out where it is printed
   * @param columns width of the terminal, whose line can be drawn again in place; 0 if it is none
   * @param nanoTime the clock, in nanoseconds
   */
  public ProgressLine(PrintStream out, int columns, LongSupplier nanoTime) {
    this.out = out;
    this.columns = columns;
    this.nanoTime = nanoTime;
  }

  /**
   * A progress line on standard output.
   *
   * @return a line that moves on a terminal, and stands still elsewhere
   */
  public static ProgressLine standard() {
    return new ProgressLine(System.out, Terminal.columns(), System::nanoTime);
  }

  @Override
  public void onEpochBegin(Training training) {
    epochStart = nanoTime.getAsLong();
    lastDraw = epochStart;
    if (columns > 0) {
      out.print(head(training));
      out.flush();
    }
  }

  @Override
  public void onTrainBatchEnd(Training training) {
    long now = nanoTime.getAsLong();
    if (columns > 0 && now - lastDraw >= REDRAW_NANOS) {
      lastDraw = now;
      String line = line(training, now);
      redraw(line.substring(0, Math.min(line.length(), columns - 1)));
      out.flush();
    }
  }

  @Override
  public void onEpochEnd(Training training) {
    String line = line(training, nanoTime.getAsLong());
    if (columns > 0) {
      redraw(line);
      out.println();
    } else {
      out.println(line);
    }
    out.flush();
  }

  private void redraw(String line) {
    out.print("\r" + line + CLEAR_REST_OF_LINE);
  }

  private String line(Training training, long now) {
    double seconds = (now - epochStart) / 1e9;
    int done = training.step() + 1;
    String values =
        training.logs().entrySet().stream()
            .map(entry -> " - " + entry.getKey() + ": " + number(entry.getValue()))
            .collect(Collectors.joining());
    return head(training)
        + String.format(
            Locale.ROOT,
            " - %d/%s - %.1fs - %s/step",
            done,
            training.steps().isPresent() ? training.steps().getAsInt() : "?",
            seconds,
            duration(seconds / done))
        + values;
  }

  private static String head(Training training) {
    return "Epoch " + (training.epoch() + 1) + "/" + training.epochs();
  }

  private static String duration(double seconds) {
    if (seconds >= 1) {
      return String.format(Locale.ROOT, "%.1fs", seconds);
    }
    return seconds >= 1e-3
        ? String.format(Locale.ROOT, "%.0fms", seconds * 1e3)
        : String.format(Locale.ROOT, "%.0fus", seconds * 1e6);
  }

  /** As Keras prints numbers: four decimals, or the scientific form for small ones. */
  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) > 1e-3 ? "%.4f" : "%.4e", value);
  }
}
