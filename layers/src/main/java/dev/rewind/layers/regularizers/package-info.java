/**
 * Penalties on weights or activity that are added to the loss: one small immutable type per kind,
 * with the options that Keras gives it.
 *
 * <p>A penalty is computed on the tape, so that its gradient follows. When it is added, and whether
 * it is divided by the batch, is up to the layer and the training loop. Start with {@link
 * dev.rewind.layers.regularizers.L2} for one, with {@link
 * dev.rewind.layers.regularizers.Regularizers} for all, with {@link
 * dev.rewind.layers.regularizers.Regularizer} to write your own.
 */
@NullMarked
package dev.rewind.layers.regularizers;

import org.jspecify.annotations.NullMarked;
