package dev.rewind.training.data;

/** One line of a text file, and where it stands. */
record SourceLine(String file, int number, String text) {

  /** An error that says where: {@code file:number: what}. */
  IllegalArgumentException error(String what) {
    return new IllegalArgumentException(file + ":" + number + ": " + what);
  }

  void require(boolean condition, String what) {
    if (!condition) {
      throw error(what);
    }
  }
}
