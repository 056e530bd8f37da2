/**
 * Layers: weights plus a rule how to compute with them.
 *
 * <p>A {@link dev.rewind.layers.LayerConfig} is an immutable description ({@code Dense.of(9)});
 * building it for an input gives a {@link dev.rewind.layers.Layer} that has its weights. Data flows
 * between layers as {@link dev.rewind.layers.Sequence}. Recurrent layers are in {@link
 * dev.rewind.layers.rnn}; activations, initializers, regularizers and constraints have packages of
 * their own. Training loops and losses are not here. Start with {@link dev.rewind.layers.Layer}.
 */
@NullMarked
package dev.rewind.layers;

import org.jspecify.annotations.NullMarked;
