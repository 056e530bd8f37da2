/**
 * The kernels on {@code jdk.incubator.vector}: eight numbers at a time where the machine has them.
 * Nothing here is called by name; {@link dev.rewind.core.kernels.Kernels#preferred} finds it.
 *
 * <p>Every result has the same bits whatever the width of the machine's vectors and whether the JVM
 * has compiled a method yet: a sum over k is one chain of fused multiply-adds in the order of k,
 * and functions are polynomials of our own, with no call of a library of the platform.
 */
@NullMarked
package dev.rewind.core.kernels.vector;

import org.jspecify.annotations.NullMarked;
