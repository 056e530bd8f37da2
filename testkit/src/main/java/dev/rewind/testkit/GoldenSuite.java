package dev.rewind.testkit;

import java.util.List;

/**
 * All cases of one suite, whichever files they came from.
 *
 * @param name the name of the suite, such as {@code gru_layer}
 * @param cases the cases, in the order of the files' names and within a file in its order
 */
public record GoldenSuite(String name, List<GoldenCase> cases) {

  /**
   * Keeps a copy of the list, so that a suite never changes.
   *
   * @param name the name of the suite
   * @param cases the cases
   */
  public GoldenSuite {
    cases = List.copyOf(cases);
  }
}
