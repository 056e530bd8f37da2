package dev.rewind.testkit;

import java.util.SortedMap;
import java.util.SortedSet;

/** A place where golden suites lie; {@code toString} names it in messages. */
interface GoldenSource {

  /** Returns the names of the suites that are there. */
  SortedSet<String> suites();

  /** Returns the JSON files of a suite that is there: content by file name. */
  SortedMap<String, byte[]> files(String suite);
}
