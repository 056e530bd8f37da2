/**
 * Sets that weights are projected to after each update: one small type per kind. Start with {@link
 * dev.rewind.layers.constraints.Constraint}.
 */
@NullMarked
package dev.rewind.layers.constraints;

import org.jspecify.annotations.NullMarked;
