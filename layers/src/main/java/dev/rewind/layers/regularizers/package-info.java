/**
 * Penalties on weights or activity that are added to the loss: one small type per kind. Start with
 * {@link dev.rewind.layers.regularizers.Regularizer}.
 */
@NullMarked
package dev.rewind.layers.regularizers;

import org.jspecify.annotations.NullMarked;
