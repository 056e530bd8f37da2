package dev.rewind.testkit;

import org.ejml.data.DMatrixRMaj;

/**
 * Entry points of the assertions on numbers; import them statically.
 *
 * <pre>{@code
 * assertMatrix(gradient).named("recurrent_kernel").isCloseTo(expected, golden.tolerance());
 * }</pre>
 *
 * <p>A failure names the worst element, the one that is furthest out of its own tolerance: {@code
 * recurrent_kernel[2, 5]: got 0.1931, expected 0.1877, difference 5.4e-3 > 1e-9 · |expected| +
 * 1e-11; 3 of 96 elements differ, this one most.}
 */
public final class MatrixAssertions {

  private MatrixAssertions() {}

  /**
   * Begins an assertion on a matrix.
   *
   * @param actual the matrix found; not modified
   * @return the assertion, named {@code matrix} until it is given a name
   */
  public static MatrixAssertion assertMatrix(DMatrixRMaj actual) {
    return new MatrixAssertion("matrix", actual);
  }

  /**
   * Begins an assertion on an array.
   *
   * @param actual the numbers found; not modified
   * @return the assertion, named {@code array} until it is given a name
   */
  public static ArrayAssertion assertArray(double[] actual) {
    return new ArrayAssertion("array", actual);
  }

  /**
   * Begins an assertion on one number.
   *
   * @param actual the number found
   * @return the assertion, named {@code number} until it is given a name
   */
  public static NumberAssertion assertNumber(double actual) {
    return new NumberAssertion("number", actual);
  }
}
