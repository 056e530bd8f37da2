package dev.rewind.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one list of what is not built yet, by suite, field and value.
 *
 * <p>Pending cases are run and counted like all others; they only do not make the build fail. Each
 * value in the list is a rule of its own, and a rule is stale once everything that is pending
 * because of it alone passes: then the build fails until the value is taken off the list. (Where
 * each of its cases is pending for a second reason too, the rule is stale once all of them pass.)
 * Single cases of a rule may pass before: a case may use a feature in a way that changes nothing.
 */
final class PendingCases {
  private final List<PendingRule> rules;

  PendingCases(List<PendingRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Returns the list of this repository. Add and remove lines here. */
  static PendingCases listed() {
    List<PendingRule> rules = new ArrayList<>();

    rules.add(all("keras_files", "files of Keras are not read"));
    rules.add(all("tf_keras_files", "files of tf.keras are not read"));

    return new PendingCases(rules);
  }

  /** Makes one rule for each of some values of a field. */
  static List<PendingRule> where(String suite, String field, String why, Object... values) {
    return Arrays.stream(values)
        .map(value -> new PendingRule(suite, field, Optional.of(value), why))
        .toList();
  }

  /** Makes a rule for every case whose field asks for something. */
  static PendingRule given(String suite, String field, String why) {
    return new PendingRule(suite, field, Optional.empty(), why);
  }

  /** Makes a rule for a whole suite. */
  static PendingRule all(String suite, String why) {
    return new PendingRule(suite, "", Optional.empty(), why);
  }

  List<PendingRule> rules() {
    return rules;
  }

  boolean covers(GoldenCase golden) {
    return rules.stream().anyMatch(rule -> rule.covers(golden));
  }

  /**
   * Returns the rules that must be taken off the list, given all cases of a suite and its failures.
   */
  List<PendingRule> stale(Collection<GoldenCase> cases, Set<GoldenCase> failed) {
    return rules.stream().filter(rule -> isStale(rule, cases, failed)).toList();
  }

  private boolean isStale(PendingRule rule, Collection<GoldenCase> cases, Set<GoldenCase> failed) {
    List<GoldenCase> covered = cases.stream().filter(rule::covers).toList();
    List<GoldenCase> alone = covered.stream().filter(golden -> coveredBy(golden) == 1).toList();
    List<GoldenCase> deciding = alone.isEmpty() ? covered : alone;
    return !deciding.isEmpty() && deciding.stream().noneMatch(failed::contains);
  }

  private long coveredBy(GoldenCase golden) {
    return rules.stream().filter(rule -> rule.covers(golden)).count();
  }
}
