package dev.rewind.autograd.ops;

import dev.rewind.core.Shape;

/** What a reduction goes over, that is, which numbers become one number. */
public enum Over {
  /** All elements become one: {@code [m, n] → [1, 1]}. */
  ALL(""),
  /** The rows become one row: {@code [m, n] → [1, n]}. */
  ROWS("OverRows"),
  /** The columns become one column: {@code [m, n] → [m, 1]}. */
  COLUMNS("OverColumns");

  private final String suffix;

  Over(String suffix) {
    this.suffix = suffix;
  }

  String name(String reduction) {
    return reduction + suffix;
  }

  Shape reduce(Shape x) {
    return new Shape(this == COLUMNS ? x.rows() : 1, this == ROWS ? x.columns() : 1);
  }

  Shape reduceNotEmpty(String who, Shape x) {
    if (x.size() == 0) {
      throw new IllegalArgumentException(
          who + ": " + x + " has no elements; expected at least one.");
    }
    return reduce(x);
  }

  /** How many elements of x become one. */
  int count(Shape x) {
    return x.size() / reduce(x).size();
  }
}
