package dev.rewind.testkit;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Suites of a directory that are not packed here, so that no module reads them. Their cases count
 * as failed, so that each suite of the directory has its line; a suite that is not listed as
 * pending fails the build.
 */
class UnreadSuitesTest {

  @TestFactory
  @Tag("golden")
  Stream<DynamicTest> everySuiteThatNoModuleReadsFails() {
    SortedSet<String> unread = new TreeSet<>(GoldenFiles.configured().suites());
    unread.removeAll(GoldenFiles.packed().suites());
    return unread.stream().map(suite -> DynamicTest.dynamicTest(suite, () -> run(suite)));
  }

  private static void run(String suite) {
    GoldenRun.of(suite)
        .run(
            golden -> {
              throw new AssertionError("no module reads the suite " + golden.suite() + " yet");
            });
  }
}
