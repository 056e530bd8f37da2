package dev.rewind.benchmarks.sidebyside;

import java.util.List;

/** More contenders, found by {@link java.util.ServiceLoader}: those of a Maven profile. */
public interface ContenderSource {
  /**
   * The contenders to be measured too.
   *
   * @param threads that each may use
   */
  List<Contender> contenders(int threads);
}
