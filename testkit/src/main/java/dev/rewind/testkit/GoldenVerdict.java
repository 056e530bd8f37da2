package dev.rewind.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Judges the failures of a suite's cases by the list of pending cases, and words the message. */
final class GoldenVerdict {
  private static final int SHOWN = 10; // of each list in the message

  private final GoldenSuite suite;
  private final Map<GoldenCase, Throwable> failures;
  private final PendingCases pending;
  private final boolean judgeList;

  /**
   * Makes a verdict.
   *
   * @param judgeList whether entries of the list may be found out of date: only the packed files
   *     can tell, another directory may hold too few cases
   */
  GoldenVerdict(
      GoldenSuite suite,
      Map<GoldenCase, Throwable> failures,
      PendingCases pending,
      boolean judgeList) {
    this.suite = suite;
    this.failures = failures;
    this.pending = pending;
    this.judgeList = judgeList;
  }

  /** Throws if a case failed that is not pending, or if the list is out of date. */
  void verify() {
    Map<GoldenCase, Throwable> unexpected = new LinkedHashMap<>(failures);
    unexpected.keySet().removeIf(pending::covers);
    if (!unexpected.isEmpty()) {
      throw failed(unexpected);
    }
    List<PendingRule> stale =
        judgeList ? pending.stale(suite.cases(), failures.keySet()) : List.of();
    if (!stale.isEmpty()) {
      throw new AssertionError(
          suite.name()
              + ": these pass now, but are listed as pending. Take them off the list in"
              + " PendingCases:"
              + lines(stale.stream().map(PendingRule::toString).toList()));
    }
  }

  private AssertionError failed(Map<GoldenCase, Throwable> unexpected) {
    Map<String, Long> kinds =
        unexpected.values().stream()
            .collect(
                Collectors.groupingBy(
                    GoldenVerdict::kind, LinkedHashMap::new, Collectors.counting()));
    List<String> counts =
        kinds.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(kind -> kind.getValue() + " × " + kind.getKey())
            .toList();
    List<String> cases =
        unexpected.entrySet().stream()
            .map(failure -> failure.getKey().name() + ": " + message(failure.getValue()))
            .toList();
    AssertionError error =
        new AssertionError(
            "%s: %d of %d cases failed that are not pending; expected none.\nBy message:%s\nCases:%s"
                .formatted(
                    suite.name(),
                    unexpected.size(),
                    suite.cases().size(),
                    lines(counts),
                    lines(cases)));
    unexpected.values().stream().limit(SHOWN).forEach(error::addSuppressed);
    return error;
  }

  /** Returns the message with every number replaced, so that like failures count as one kind. */
  private static String kind(Throwable failure) {
    return message(failure).replaceAll("-?\\d+(\\.\\d+)?([eE]-?\\d+)?", "#");
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    String type = failure.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return type;
    }
    String text = message.strip().replaceAll("\\s*\\R\\s*", " ");
    return failure instanceof AssertionError ? text : type + ": " + text;
  }

  private static String lines(List<String> entries) {
    String shown =
        entries.stream()
            .limit(SHOWN)
            .map(entry -> "\n" + "  " + entry)
            .collect(Collectors.joining());
    int more = entries.size() - SHOWN;
    return more > 0 ? shown + "\n" + "  … and " + more + " more" : shown;
  }
}
