package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * What the steps of an LSTM read and write, see {@link LSTMKernels}. Gates are side by side, i, f,
 * g, o, {@code units} columns each.
 *
 * @param units width of a gate
 * @param a arguments of the gates: from the input before a step, whole after it
 * @param gates the gates; may be a, if no function needs its argument again
 * @param kc the activated carry, {@code k(c)}
 * @param s what the step gets from the state: {@code hPrev·U}
 * @param after the states h after the steps
 * @param cBefore the states c before the steps
 * @param cAfter the states c after the steps
 * @param bias {@code [1, 4·units]}
 * @param gate σ, of i, f and o
 * @param activation k
 */
public record LSTMRows(
    int units,
    TimeRows a,
    TimeRows gates,
    TimeRows kc,
    TimeRows s,
    TimeRows after,
    TimeRows cBefore,
    TimeRows cAfter,
    DMatrixRMaj bias,
    ElementFunction gate,
    ElementFunction activation) {

  /**
   * What the backward pass of a step reads and writes.
   *
   * @param dh gradient of the states h after a step. Not modified.
   * @param dc gradient of the states c after it. Not modified.
   * @param dcPrev gradient of the states c before it. Modified.
   * @param da gradients of the arguments, in the order of the gates. Modified.
   */
  public record Gradients(TimeRows dh, TimeRows dc, TimeRows dcPrev, TimeRows da) {}
}
