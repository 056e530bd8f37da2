package dev.rewind.testkit;

/** An assertion on one number; begun by {@link MatrixAssertions#assertNumber}. */
public final class NumberAssertion {
  private final String name;
  private final double actual;

  NumberAssertion(String name, double actual) {
    this.name = name;
    this.actual = actual;
  }

  /**
   * Names the number in messages.
   *
   * @param newName the name, such as {@code loss}
   * @return the same assertion under that name
   */
  public NumberAssertion named(String newName) {
    return new NumberAssertion(newName, actual);
  }

  /**
   * Asserts that the number agrees.
   *
   * @param expected the number wanted
   * @param tolerance how far the number may be from it
   * @throws AssertionError if the number is out of its tolerance
   */
  public void isCloseTo(double expected, Tolerance tolerance) {
    Comparison comparison = new Comparison(name, tolerance);
    comparison.add(actual, expected);
    comparison.verify();
  }
}
