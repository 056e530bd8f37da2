package dev.rewind.core.kernels;

/**
 * All kernels of one provider.
 *
 * <p>A provider must implement the products and may replace any other kernel by a faster one; the
 * plain loops of the interfaces are the specification. Apart from its {@link Workers} a provider is
 * stateless, and may be shared between threads.
 */
public interface Kernels
    extends MatrixProducts,
        ElementwiseKernels,
        BroadcastKernels,
        ReductionKernels,
        SoftmaxKernels,
        BlockKernels,
        BlockProducts,
        PackedProducts,
        GRUKernels,
        LSTMKernels,
        SimpleRNNKernels,
        UpdateKernels {

  /**
   * The provider that runs everywhere: plain loops.
   *
   * <p>It gives the same bits on every machine and JDK: sums have a fixed order, and exp, log, tanh
   * and the like are those of {@link StrictMath}.
   *
   * @return the portable kernels, on one thread
   */
  static Kernels portable() {
    return new PortableKernels(Workers.of(1));
  }

  /**
   * The provider on the vector instructions of the processor, by {@code jdk.incubator.vector}.
   *
   * <p>It gives the same bits on every machine and JDK, other ones than {@link #portable}: its
   * products are fused multiply-adds, and its functions are within 4 units in the last place.
   *
   * @return the vector kernels, on one thread
   * @throws IllegalStateException if the JVM was not started with {@code --add-modules
   *     jdk.incubator.vector}
   */
  static Kernels vector() {
    return Providers.vector();
  }

  /**
   * The fastest provider that this JVM can run: {@link #vector} if it was started with {@code
   * --add-modules jdk.incubator.vector}, else {@link #portable}, of which a line in the log tells
   * once. The system property {@code rewind.kernels} forces either by its name.
   *
   * @return the kernels, on one thread
   * @throws IllegalStateException if the property asks for what can not run or does not exist
   */
  static Kernels preferred() {
    return Providers.preferred();
  }

  /**
   * The threads that this provider may use.
   *
   * @return by default one, the caller
   */
  Workers workers();

  /**
   * The same provider with other threads.
   *
   * @param workers what large work is shared by; closed by its owner
   * @return a changed copy
   */
  Kernels with(Workers workers);
}
