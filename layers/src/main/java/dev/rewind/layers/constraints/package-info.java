/**
 * Sets that weights are projected to after each update: one small immutable type per kind, with the
 * options that Keras gives it.
 *
 * <p>A projection changes the weight itself and leaves no trace on a tape; {@link
 * dev.rewind.layers.Weight#constrain} applies it. Start with {@link
 * dev.rewind.layers.constraints.MaxNorm} for one, with {@link
 * dev.rewind.layers.constraints.Constraints} for all, with {@link
 * dev.rewind.layers.constraints.Constraint} to write your own.
 */
@NullMarked
package dev.rewind.layers.constraints;

import org.jspecify.annotations.NullMarked;
