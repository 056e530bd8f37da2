package dev.rewind.training.callbacks;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How far an epoch has come, as text.
 *
 * <pre>
 *   3/9 ━━━━━━────────────── 0:01 - 24.4 steps/s        of a known number of steps
 *   3/? - 24.4 steps/s                                  of an unknown one
 * </pre>
 *
 * @param done how many steps are done, at least 1
 * @param first how many of them were done before the clock was started
 * @param steps how many there are, if that is known
 * @param seconds what the clock says
 * @param look what it is drawn with
 */
record ProgressBar(int done, int first, OptionalInt steps, double seconds, Look look) {
  /** As in Keras. */
  private static final int WIDTH = 20;

  /** What is done and what is left. */
  enum Look {
    /** As Keras 3 draws. */
    LINES("━", "─"),
    /** For terminals that do not know these: as Keras drew before. */
    ASCII("=", ".");

    private final String done;
    private final String left;

    Look(String done, String left) {
      this.done = done;
      this.left = left;
    }

    /** What can be written so. */
    static Look of(Charset charset) {
      boolean lines =
          charset.canEncode() && charset.newEncoder().canEncode(LINES.done + LINES.left);
      return lines ? LINES : ASCII;
    }
  }

  @Override
  public String toString() {
    double rate = seconds > 0 ? (done - first) / seconds : 0;
    String speed = String.format(Locale.ROOT, " - %.1f steps/s", rate);
    if (steps.isEmpty()) {
      return done + "/?" + speed;
    }
    int total = steps.getAsInt();
    int filled = (int) Math.min(WIDTH, (long) WIDTH * done / total);
    String bar = look.done.repeat(filled) + look.left.repeat(WIDTH - filled);
    String left = rate > 0 ? " " + clock(Math.max(0, total - done) / rate) : "";
    return done + "/" + total + " " + bar + left + speed;
  }

  private static String clock(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
