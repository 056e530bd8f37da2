package dev.rewind.training.callbacks;

import java.io.PrintStream;
import java.nio.charset.Charset;
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
 * <p>On a terminal the line is drawn again while the epoch runs, cut to the width of the terminal,
 * with a bar and the time that is left if the number of steps is known:
 *
 * <pre>
 * Epoch 1/40 - 3/9 ━━━━━━━────────────── 0:01 - 24.4 steps/s - accuracy: 0.2512 - loss: 2.0117
 * </pre>
 *
 * <p>In a pipe, a file or CI each line is printed once, when it is complete.
 */
public final class ProgressLine implements Callback {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";

  private final PrintStream out;
  private final int columns;
  private final ProgressBar.Look look;
  private final LongSupplier nanoTime;
  private long epochStart;
  private boolean epochBegun;
  private int firstStep;
  private long lastDraw;

  /**
   * A progress line.
   *
   * @param out where it is printed
   * @param columns width of the terminal, whose line can be drawn again in place; 0 if it is none
   * @param charset what it is encoded with there; where that has no lines to draw the bar with, it
   *     is drawn with {@code =} and dots
   * @param nanoTime the clock, in nanoseconds
   */
  public ProgressLine(PrintStream out, int columns, Charset charset, LongSupplier nanoTime) {
    this.out = out;
    this.columns = columns;
    this.look = ProgressBar.Look.of(charset);
    this.nanoTime = nanoTime;
  }

  /**
   * A progress line on standard output.
   *
   * @return a line that moves on a terminal, and stands still elsewhere
   */
  public static ProgressLine standard() {
    return new ProgressLine(System.out, Terminal.columns(), Terminal.charset(), System::nanoTime);
  }

  @Override
  public void onTrainBegin(Training training) {
    startClock();
    epochBegun = false;
  }

  private void startClock() {
    epochStart = nanoTime.getAsLong();
    lastDraw = epochStart;
  }

  @Override
  public void onEpochBegin(Training training) {
    startClock();
    firstStep = 0;
    epochBegun = true;
    if (columns > 0) {
      out.print(head(training));
      out.flush();
    }
  }

  /** In an epoch that is resumed in its middle, only the steps from here on are timed. */
  @Override
  public void onTrainBatchBegin(Training training) {
    if (!epochBegun) {
      firstStep = training.step();
      epochBegun = true;
    }
  }

  @Override
  public void onTrainBatchEnd(Training training) {
    long now = nanoTime.getAsLong();
    if (columns > 0 && now - lastDraw >= REDRAW_NANOS) {
      lastDraw = now;
      ProgressBar bar =
          new ProgressBar(
              training.step() + 1, firstStep, training.steps(), (now - epochStart) / 1e9, look);
      String line = head(training) + " - " + bar + values(training);
      redraw(line.substring(0, Math.min(line.length(), columns - 1)));
      out.flush();
    }
  }

  @Override
  public void onEpochEnd(Training training) {
    String line = line(training, nanoTime.getAsLong());
    epochBegun = false;
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
    return head(training)
        + String.format(
            Locale.ROOT,
            " - %d/%s - %.1fs - %s/step",
            done,
            training.steps().isPresent() ? training.steps().getAsInt() : "?",
            seconds,
            duration(seconds / Math.max(1, done - firstStep)))
        + values(training);
  }

  private static String values(Training training) {
    return training.logs().entrySet().stream()
        .map(entry -> " - " + entry.getKey() + ": " + number(entry.getValue()))
        .collect(Collectors.joining());
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
