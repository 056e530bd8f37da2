/**
 * The number crunching: matrix products, elementwise functions, reductions and row blocks on EJML
 * matrices.
 *
 * <p>A kernel knows matrices only: no variable, no tape, no allocation. The output is always the
 * last argument; a method whose name starts with {@code add} adds into it, every other one
 * overwrites it. Providers stand behind the one interface {@link dev.rewind.core.kernels.Kernels};
 * start there.
 *
 * <p>Functions such as exp, log and tanh are taken from {@link StrictMath}: the ones of {@link
 * Math} may differ in the last digit from one machine or JDK to another, and training makes a last
 * digit grow. That they are slower is the price of results that can be reproduced.
 */
@NullMarked
package dev.rewind.core.kernels;

import org.jspecify.annotations.NullMarked;
