/**
 * The number crunching: matrix products, elementwise functions, reductions and row blocks on EJML
 * matrices.
 *
 * <p>A kernel knows matrices only: no variable, no tape, no allocation. The output is always the
 * last argument; a method whose name starts with {@code add} adds into it, every other one
 * overwrites it. Providers stand behind the one interface {@link dev.rewind.core.kernels.Kernels};
 * start there.
 */
@NullMarked
package dev.rewind.core.kernels;

import org.jspecify.annotations.NullMarked;
