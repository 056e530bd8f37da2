package dev.rewind.core;

/** Two shapes that had to fit each other do not. Carries both. */
public final class ShapeMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Shape actual;
  private final transient Shape expected;

  /**
   * A mismatch with its full message.
   *
   * @param message who, what with the values, what was expected, how to fix it
   * @param actual the shape that was found
   * @param expected the shape that it should have had, or the other operand's
   */
  public ShapeMismatchException(String message, Shape actual, Shape expected) {
    super(message);
    this.actual = actual;
    this.expected = expected;
  }

  /**
   * The shape that was found.
   *
   * @return the offending shape
   */
  public Shape actual() {
    return actual;
  }

  /**
   * The shape that was expected, or that of the other operand.
   *
   * @return the shape that the offending one was compared with
   */
  public Shape expected() {
    return expected;
  }
}
