/**
 * Activation functions by their Keras names. The functions themselves are ops of {@link
 * dev.rewind.autograd.ops}; here they become values that a configuration can hold, compare and
 * write. Start with {@link dev.rewind.layers.activations.Activations}.
 */
@NullMarked
package dev.rewind.layers.activations;

import org.jspecify.annotations.NullMarked;
