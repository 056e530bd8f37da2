/**
 * The ground floor: shapes, checks with one wording, and reproducible randomness.
 *
 * <p>Nothing here knows about variables, gradients or layers. Start with {@link
 * dev.rewind.core.Shape}; the number crunching is in {@link dev.rewind.core.kernels}, the typed
 * options of layers and optimizers are in {@link dev.rewind.core.options}.
 */
@NullMarked
package dev.rewind.core;

import org.jspecify.annotations.NullMarked;
