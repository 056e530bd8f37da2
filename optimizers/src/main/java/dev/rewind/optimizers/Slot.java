package dev.rewind.optimizers;

/**
 * The declaration of a matrix that an optimizer keeps: for each parameter one of that parameter's
 * shape, or once for all of them a single number, {@code [1, 1]}.
 *
 * @param name Keras' name, for example {@code "momentum"}
 * @param initialValue what all its elements are at first
 */
public record Slot(String name, double initialValue) {

  /**
   * A slot that starts at zero.
   *
   * @param name Keras' name
   * @return its declaration
   */
  public static Slot zeros(String name) {
    return new Slot(name, 0);
  }
}
