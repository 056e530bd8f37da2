package dev.rewind.testkit;

import org.ejml.data.DMatrixRMaj;

/** An assertion on one matrix; begun by {@link MatrixAssertions#assertMatrix}. */
public final class MatrixAssertion {
  private final String name;
  private final DMatrixRMaj actual;

  MatrixAssertion(String name, DMatrixRMaj actual) {
    this.name = name;
    this.actual = actual;
  }

  /**
   * Names the matrix in messages.
   *
   * @param newName the name, such as {@code kernel gradient}
   * @return the same assertion under that name
   */
  public MatrixAssertion named(String newName) {
    return new MatrixAssertion(newName, actual);
  }

  /**
   * Asserts that every element agrees with the one at the same place.
   *
   * @param expected the matrix wanted, of the same shape; not modified
   * @param tolerance how far an element may be from the expected one
   * @throws AssertionError if the shapes differ or any element is out of its tolerance
   */
  public void isCloseTo(DMatrixRMaj expected, Tolerance tolerance) {
    int rows = actual.getNumRows();
    int columns = actual.getNumCols();
    if (rows != expected.getNumRows() || columns != expected.getNumCols()) {
      throw new AssertionError(
          "%s: shape is [%d, %d], expected [%d, %d]."
              .formatted(name, rows, columns, expected.getNumRows(), expected.getNumCols()));
    }
    Comparison comparison = new Comparison(name, tolerance);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        comparison.add(actual.get(row, column), expected.get(row, column), row, column);
      }
    }
    comparison.verify();
  }
}
