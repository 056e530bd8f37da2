package dev.rewind.testkit;

/** Puts one golden case to the code under test. */
@FunctionalInterface
public interface GoldenCheck {

  /**
   * Computes what the case describes and asserts that the results agree. Any throwable is a failure
   * of the case, an aborted assumption too: a case that the code cannot express fails.
   *
   * @param golden the case
   * @throws Exception if the case cannot be computed
   */
  void check(GoldenCase golden) throws Exception;
}
