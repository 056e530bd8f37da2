package dev.rewind.autograd;

/**
 * What the backward pass of an op needs to see again of its forward pass.
 *
 * <p>It is a contract that the tape enforces: reading what was not declared throws. It does not
 * save memory yet, because the tape holds all values until it is closed.
 */
public enum Keep {
  /** Neither: the gradient depends on the gradient of the output alone, as that of a sum does. */
  NOTHING,
  /** The inputs, as a product does. */
  INPUTS,
  /** The output, as tanh does: {@code dx = dy ⊙ (1 − y²)}. */
  OUTPUT,
  /** Inputs and output. */
  INPUTS_AND_OUTPUT;

  /**
   * Whether the inputs are kept.
   *
   * @return true for {@link #INPUTS} and {@link #INPUTS_AND_OUTPUT}
   */
  public boolean inputs() {
    return this == INPUTS || this == INPUTS_AND_OUTPUT;
  }

  /**
   * Whether the output is kept.
   *
   * @return true for {@link #OUTPUT} and {@link #INPUTS_AND_OUTPUT}
   */
  public boolean output() {
    return this == OUTPUT || this == INPUTS_AND_OUTPUT;
  }
}
