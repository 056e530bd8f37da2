package dev.rewind.testkit;

/** An assertion on an array of numbers; begun by {@link MatrixAssertions#assertArray}. */
public final class ArrayAssertion {
  private final String name;
  private final double[] actual;

  ArrayAssertion(String name, double[] actual) {
    this.name = name;
    this.actual = actual;
  }

  /**
   * Names the array in messages.
   *
   * @param newName the name, such as {@code learning rates}
   * @return the same assertion under that name
   */
  public ArrayAssertion named(String newName) {
    return new ArrayAssertion(newName, actual);
  }

  /**
   * Asserts that every element agrees with the one at the same place.
   *
   * @param expected the numbers wanted, as many; not modified
   * @param tolerance how far an element may be from the expected one
   * @throws AssertionError if the lengths differ or any element is out of its tolerance
   */
  public void isCloseTo(double[] expected, Tolerance tolerance) {
    if (actual.length != expected.length) {
      throw new AssertionError(
          "%s: shape is [%d], expected [%d].".formatted(name, actual.length, expected.length));
    }
    Comparison comparison = new Comparison(name, tolerance);
    for (int i = 0; i < actual.length; i++) {
      comparison.add(actual[i], expected[i], i);
    }
    comparison.verify();
  }
}
