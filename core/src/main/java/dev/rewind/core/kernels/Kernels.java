package dev.rewind.core.kernels;

/**
 * All kernels of one provider.
 *
 * <p>A provider must implement the products and may replace any elementwise, reduction or block
 * kernel by a faster one; the plain loops of the interfaces are the specification. Kernels are
 * stateless and may be shared between threads.
 */
public interface Kernels
    extends MatrixProducts,
        ElementwiseKernels,
        BroadcastKernels,
        ReductionKernels,
        SoftmaxKernels,
        BlockKernels,
        BlockProducts,
        BlockArithmetic,
        UpdateKernels {

  /**
   * The provider that runs everywhere: EJML's products and plain loops.
   *
   * <p>It gives the same bits on every machine and JDK: sums have a fixed order, and exp, log, tanh
   * and the like are those of {@link StrictMath}.
   *
   * @return the portable kernels
   */
  static Kernels portable() {
    return new PortableKernels();
  }
}
