package dev.rewind.testkit;

import java.util.SortedMap;
import java.util.SortedSet;

/** A place where golden suites lie; {@code toString} names it in messages. */
interface GoldenSource {

  /** Returns the names of the suites that are there. */
  SortedSet<String> suites();

  /** Returns the JSON files of a suite that is there: content by file name. */
  SortedMap<String, byte[]> files(String suite);

  /**
   * Returns any file of a suite, such as {@code files/weights.safetensors}.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  byte[] file(String suite, String path);

  /** What is wrong when there is no such file. */
  default IllegalArgumentException missing(String suite, String path) {
    return new IllegalArgumentException(
        "golden: suite %s of %s has no file %s; expected one that a case names."
            .formatted(suite, this, path));
  }
}
