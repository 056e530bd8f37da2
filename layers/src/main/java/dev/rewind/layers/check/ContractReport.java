package dev.rewind.layers.check;

import java.util.List;
import java.util.Optional;

/**
 * What {@link LayerContract#run} found. Immutable; its text form is a table with one line for each
 * clause.
 *
 * @param layer the class of the layer
 * @param findings what came out of each clause
 * @param seed the seed of everything random
 */
public record ContractReport(String layer, List<Finding> findings, long seed) {

  /** What came out of a clause. */
  public enum Verdict {
    /** The layer keeps it. */
    KEPT("ok"),
    /** It is not for such a layer or such inputs. */
    NOT_ASKED("not asked"),
    /** The layer breaks it. */
    BROKEN("broken");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }
  }

  /**
   * What came out of one clause.
   *
   * @param clause its name, for example {@code "shapes"}
   * @param verdict what came out
   * @param text what is broken, with the values; else empty
   * @param thrown what the layer threw, if that broke the clause
   */
  public record Finding(
      String clause, Verdict verdict, String text, Optional<RuntimeException> thrown) {}

  /**
   * Copies the list.
   *
   * @param layer the class of the layer
   * @param findings what came out of each clause
   * @param seed the seed
   */
  public ContractReport {
    findings = List.copyOf(findings);
  }

  /**
   * The clauses that are broken.
   *
   * @return their findings, in the order of the clauses
   */
  public List<Finding> broken() {
    return findings.stream().filter(finding -> finding.verdict() == Verdict.BROKEN).toList();
  }

  /**
   * Whether no clause is broken.
   *
   * @return true if the layer keeps all that it was asked for
   */
  public boolean passed() {
    return broken().isEmpty();
  }

  /**
   * Throws unless all passed.
   *
   * @throws AssertionError naming the first clause that is broken, with the values
   */
  public void requirePassed() {
    if (!passed()) {
      Finding first = broken().get(0);
      AssertionError error =
          new AssertionError(
              "LayerContract: "
                  + layer
                  + ": "
                  + first.clause()
                  + ": "
                  + first.text()
                  + "\n"
                  + this);
      first.thrown().ifPresent(error::initCause);
      throw error;
    }
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            "LayerContract of "
                + layer
                + (passed() ? " kept" : " broken")
                + " (seed "
                + seed
                + ")");
    for (Finding finding : findings) {
      text.append(
          String.format(
              "%n%-15s %-10s %s", finding.clause(), finding.verdict().text, finding.text()));
    }
    return text.toString().stripTrailing();
  }
}
