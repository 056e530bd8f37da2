package dev.rewind.testkit;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs every case of one golden suite, in one test.
 *
 * <p>For each suite one line goes to standard output: {@code golden: gru_layer: 700 passed, 0
 * failed}; the two numbers add up to the number of cases in the suite. After all cases have run,
 * the test fails if any of them failed, except those that the list of pending cases names; it also
 * fails if an entry of that list is out of date. A directory given with {@code rewind.golden} may
 * lack the suite: then the counts are 0 and a second line says so.
 *
 * <p>Run each suite in one place only, so that there is one line for it: in the module that can
 * express all of its cases.
 */
public final class GoldenRun {
  private final String suite;
  private final GoldenFiles files;
  private final PendingCases pending;
  private final PrintStream out;

  GoldenRun(String suite, GoldenFiles files, PendingCases pending, PrintStream out) {
    this.suite = suite;
    this.files = files;
    this.pending = pending;
    this.out = out;
  }

  /**
   * Returns a run of a suite of {@link GoldenFiles#configured}, with this repository's list of
   * pending cases, that prints to standard output.
   *
   * @param suite the name of the suite, such as {@code gru_layer}
   * @return the run, not started yet
   * @throws IllegalArgumentException if the configured directory is not usable
   */
  public static GoldenRun of(String suite) {
    return new GoldenRun(suite, GoldenFiles.configured(), PendingCases.listed(), System.out);
  }

  /**
   * Puts every case of the suite to a check, prints the line with the counts, then fails if need
   * be.
   *
   * @param check what to do with a case; anything that it throws is a failure of that case
   * @throws AssertionError if a case failed that is not pending, or the list of pending cases is
   *     out of date
   * @throws IllegalArgumentException if the suite's files are not in the format
   */
  public void run(GoldenCheck check) {
    Optional<GoldenSuite> found = files.suite(suite);
    if (found.isEmpty()) {
      print(0, 0);
      out.println("(" + files + " has no suite " + suite + ")");
      return;
    }
    Map<GoldenCase, Throwable> failures = new LinkedHashMap<>();
    for (GoldenCase golden : found.get().cases()) {
      failureOf(golden, check).ifPresent(failure -> failures.put(golden, failure));
    }
    print(found.get().cases().size() - failures.size(), failures.size());
    long notBuilt = failures.keySet().stream().filter(pending::covers).count();
    if (notBuilt > 0) {
      out.println("(" + notBuilt + " of those failed use what is not built yet: PendingCases)");
    }
    new GoldenVerdict(found.get(), failures, pending, files.isPacked()).verify();
  }

  // Nothing that a case does may keep the other cases from being run and counted.
  private static Optional<Throwable> failureOf(GoldenCase golden, GoldenCheck check) {
    try {
      check.check(golden);
      return Optional.empty();
    } catch (Throwable failure) {
      return Optional.of(failure);
    }
  }

  private void print(int passed, int failed) {
    out.println("golden: " + suite + ": " + passed + " passed, " + failed + " failed");
    out.flush();
  }
}
