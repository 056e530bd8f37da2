/**
 * The number crunching: matrix products, elementwise functions, reductions and row blocks on EJML
 * matrices.
 *
 * <p>A kernel knows matrices only: no variable, no tape, no matrix of its own. The output is always
 * the last argument; a method whose name starts with {@code add} adds into it, every other one
 * overwrites it. Providers stand behind the one interface {@link dev.rewind.core.kernels.Kernels};
 * start there.
 *
 * <p>Results can be reproduced: the portable provider takes functions such as exp, log and tanh
 * from {@link StrictMath}, since those of {@link Math} may differ in the last digit from one
 * machine or JDK to another, and training makes a last digit grow; the vector provider has
 * functions of its own.
 */
@NullMarked
package dev.rewind.core.kernels;

import org.jspecify.annotations.NullMarked;
