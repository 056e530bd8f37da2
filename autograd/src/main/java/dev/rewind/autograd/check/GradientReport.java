package dev.rewind.autograd.check;

import dev.rewind.core.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@link GradientCheck#run} found. Immutable; its text form is a table with one line for each
 * matrix.
 *
 * @param matrices the result for each input and each parameter, in the order in which they were
 *     given
 * @param epsilon the first step of the finite differences
 * @param tolerance the largest relative error that passes
 * @param seed the seed of everything random
 */
public record GradientReport(List<Matrix> matrices, double epsilon, double tolerance, long seed) {

  /** How a matrix was checked. */
  public enum Method {
    /** Each element for itself. */
    ELEMENTS,
    /** All elements at once, along random directions. */
    PROJECTIONS
  }

  /** What came out. The better comes first. */
  public enum Verdict {
    /** The gradients agree. */
    AGREES("ok"),
    /**
     * The gradients agree as far as rounding lets one see, which is not as far as the tolerance.
     */
    TOO_NOISY("too noisy"),
    /** Both gradients are zero everywhere: nothing was checked. */
    NO_INFLUENCE("no influence"),
    /** The gradients differ where the finite differences contradict themselves, as on a kink. */
    DIFFERS_AT_KINK("differs; a kink?"),
    /** The gradients differ. */
    DIFFERS("differs");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }
  }

  /**
   * The result for one input or parameter.
   *
   * @param name {@code "input 0"}, or the parameter's name
   * @param shape its shape
   * @param method how it was checked
   * @param checked the number of elements or directions
   * @param place where the relative error is largest: an element {@code "[2, 5]"} or a direction
   * @param analytic the gradient there
   * @param numeric the finite difference there
   * @param relativeError how much they differ
   * @param uncertainty how much the finite difference may be wrong, by its own estimate
   * @param verdict what came out
   */
  public record Matrix(
      String name,
      Shape shape,
      Method method,
      int checked,
      String place,
      double analytic,
      double numeric,
      double relativeError,
      double uncertainty,
      Verdict verdict) {

    /**
     * Whether the gradients were compared and agree.
     *
     * @return true if they agree
     */
    public boolean passed() {
      return verdict == Verdict.AGREES;
    }

    private String values() {
      return name + place + ": analytic " + digits(analytic) + ", numeric " + digits(numeric);
    }

    private String difference() {
      return values() + ", relative error " + Place.brief(relativeError);
    }

    private String digits(double value) {
      return Place.digits(value, relativeError);
    }
  }

  /**
   * Copies the list.
   *
   * @param matrices one result at least
   * @param epsilon the first step
   * @param tolerance the largest relative error that passes
   * @param seed the seed
   * @throws IllegalArgumentException if it is empty
   */
  public GradientReport {
    matrices = List.copyOf(matrices);
    if (matrices.isEmpty()) {
      throw new IllegalArgumentException("GradientReport: no matrices; expected at least one.");
    }
  }

  /**
   * The matrix that is furthest from passing.
   *
   * @return the one with the worst verdict, among these the one with the largest relative error
   */
  public Matrix worst() {
    return matrices.stream()
        .max(Comparator.comparing(Matrix::verdict).thenComparing(Matrix::relativeError))
        .orElseThrow();
  }

  /**
   * Whether the gradients of all matrices agree.
   *
   * @return true if all passed
   */
  public boolean passed() {
    return matrices.stream().allMatch(Matrix::passed);
  }

  /**
   * What keeps the check from passing.
   *
   * @return a sentence that names the worst element with both values; nothing if all passed
   */
  public Optional<String> failure() {
    return passed() ? Optional.empty() : Optional.of(reason(worst()));
  }

  /**
   * Throws unless all passed.
   *
   * @throws AssertionError naming the worst element with both values
   */
  public void requirePassed() {
    failure()
        .ifPresent(
            reason -> {
              throw new AssertionError("GradientCheck: " + reason + "\n" + this);
            });
  }

  private String reason(Matrix worst) {
    String setting = " (ε " + Place.brief(epsilon) + ", seed " + seed + ").";
    return switch (worst.verdict()) {
      case AGREES -> worst.difference() + setting;
      case DIFFERS -> worst.difference() + " > " + Place.brief(tolerance) + setting;
      case DIFFERS_AT_KINK ->
          worst.difference()
              + " > "
              + Place.brief(tolerance)
              + setting
              + " The numeric value is uncertain by "
              + Place.brief(worst.uncertainty())
              + ": a kink, a jump, or much rounding? Move the point.";
      case NO_INFLUENCE ->
          worst.name()
              + ": no influence, both gradients are 0"
              + setting
              + " Leave it out, or choose a point where it matters.";
      case TOO_NOISY ->
          worst.values()
              + ", rounding noise "
              + Place.brief(worst.uncertainty())
              + " is too much for a tolerance of "
              + Place.brief(tolerance)
              + setting
              + " Choose a point where it matters more, or a larger tolerance.";
    };
  }

  @Override
  public String toString() {
    String row = "%-" + width() + "s  %-10s  %-15s  %-22s  %-19s  %-19s  %-9s  %s%n";
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "GradientCheck %s (tolerance %s, ε %s, seed %d)%n",
            passed() ? "passed" : "failed",
            Place.brief(tolerance),
            Place.brief(epsilon),
            seed));
    text.append(
        String.format(
            Locale.ROOT,
            row,
            "matrix",
            "shape",
            "checked",
            "worst at",
            "analytic",
            "numeric",
            "rel. err.",
            "verdict"));
    for (Matrix m : matrices) {
      text.append(
          String.format(
              Locale.ROOT,
              row,
              m.name(),
              m.shape(),
              m.checked() + " " + m.method().name().toLowerCase(Locale.ROOT),
              m.place().strip(),
              m.digits(m.analytic()),
              m.digits(m.numeric()),
              Place.brief(m.relativeError()),
              m.verdict().text));
    }
    return text.toString().stripTrailing();
  }

  private int width() {
    return matrices.stream().mapToInt(m -> m.name().length()).max().orElse(0);
  }
}
