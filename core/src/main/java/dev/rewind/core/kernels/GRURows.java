package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * What the steps of a GRU read and write, see {@link GRUKernels}. Gates are side by side, z, r and
 * the candidate, {@code units} columns each.
 *
 * @param units width of a gate
 * @param a arguments of the gates: from the input before a step, whole after it
 * @param gates the gates; may be a, if no function needs its argument again
 * @param inner what the reset gate acts on or makes: {@code hPrev·Uh + ch}, or {@code r ⊙ hPrev}
 * @param s what the step gets from the state: {@code hPrev·U}
 * @param before the states before the steps
 * @param after the states after the steps
 * @param bias {@code [1, 4·units]}: of z, of r, of the candidate's input, of the candidate's state
 * @param gate σ, of z and r
 * @param candidate f
 */
public record GRURows(
    int units,
    TimeRows a,
    TimeRows gates,
    TimeRows inner,
    TimeRows s,
    TimeRows before,
    TimeRows after,
    DMatrixRMaj bias,
    ElementFunction gate,
    ElementFunction candidate) {

  /**
   * What the backward pass of a step reads and writes.
   *
   * @param dh gradient of the states after a step. Not modified.
   * @param dhPrev gradient of the states before it, without what comes through U. Modified.
   * @param da gradients of the arguments; {@link GRUKernels} says in which columns. Modified.
   * @param dInner gradient of {@code r ⊙ hPrev}. Not modified.
   */
  public record Gradients(TimeRows dh, TimeRows dhPrev, TimeRows da, TimeRows dInner) {}
}
