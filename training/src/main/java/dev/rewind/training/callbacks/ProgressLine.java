package dev.rewind.training.callbacks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Prints one line per epoch, in the style of Keras.
 *
 * <pre>
 * Epoch 1/40 - 9/9 - 0.4s - 41ms/step - accuracy: 0.3148 - loss: 1.9712 - val_accuracy: 0.6297 - val_loss: 1.3021
 * </pre>
 *
 * <p>On a terminal the line grows while the epoch runs; in a pipe, a file or CI each line is
 * printed once, when it is complete.
 */
public final class ProgressLine implements Callback {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long epochStart;
  private long lastDraw;

  /**
   * A progress line.
   *
   * @param out where it is printed
   * @param terminal whether a line can be drawn again in place
   * @param nanoTime the clock, in nanoseconds
   */
  public ProgressLine(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  /**
   * A progress line on standard output.
   *
   * @return a line that moves on a terminal, and stands still elsewhere
   */
  public static ProgressLine standard() {
    return new ProgressLine(System.out, Terminal.isInteractive(), System::nanoTime);
  }

  @Override
  public void onEpochBegin(Plan plan, int epoch) {
    epochStart = nanoTime.getAsLong();
    lastDraw = epochStart;
    if (terminal) {
      out.print(head(plan, epoch));
      out.flush();
    }
  }

  @Override
  public void onTrainBatchEnd(Plan plan, int epoch, int step, Map<String, Double> logs) {
    long now = nanoTime.getAsLong();
    if (terminal && now - lastDraw >= REDRAW_NANOS) {
      lastDraw = now;
      out.print("\r" + line(plan, epoch, step + 1, logs, now) + CLEAR_REST_OF_LINE);
      out.flush();
    }
  }

  @Override
  public void onEpochEnd(Plan plan, int epoch, Map<String, Double> logs) {
    String line = line(plan, epoch, plan.steps(), logs, nanoTime.getAsLong());
    out.println(terminal ? "\r" + line + CLEAR_REST_OF_LINE : line);
    out.flush();
  }

  private String line(Plan plan, int epoch, int done, Map<String, Double> logs, long now) {
    double seconds = (now - epochStart) / 1e9;
    String values =
        logs.entrySet().stream()
            .map(entry -> " - " + entry.getKey() + ": " + number(entry.getValue()))
            .collect(Collectors.joining());
    return head(plan, epoch)
        + String.format(
            Locale.ROOT,
            " - %d/%d - %.1fs - %s/step",
            done,
            plan.steps(),
            seconds,
            duration(seconds / done))
        + values;
  }

  private static String head(Plan plan, int epoch) {
    return "Epoch " + (epoch + 1) + "/" + plan.epochs();
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
