/**
 * The activation functions: one small record each, exact and finite wherever the value is.
 *
 * <p>Values and slopes are those of Keras 3, also the slopes at kinks, where they are a convention.
 * Call them through {@link dev.rewind.autograd.ops.Ops}; what belongs to a layer, such as names and
 * configurations of activations, is not here. Start with {@link
 * dev.rewind.autograd.ops.activations.Tanh}.
 */
@NullMarked
package dev.rewind.autograd.ops.activations;

import org.jspecify.annotations.NullMarked;
