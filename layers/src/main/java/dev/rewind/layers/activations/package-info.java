/**
 * Activation functions by their Keras names. The functions themselves are ops of {@link
 * dev.rewind.autograd.ops}; here they become values that a configuration can hold. Start with
 * {@link dev.rewind.layers.activations.Activation}.
 */
@NullMarked
package dev.rewind.layers.activations;

import org.jspecify.annotations.NullMarked;
