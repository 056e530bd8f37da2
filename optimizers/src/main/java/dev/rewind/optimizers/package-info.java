/**
 * Optimizers: how a gradient changes a parameter, computed as Keras computes it.
 *
 * <p>An optimizer sees parameters and gradients, never layers or models.
 */
@NullMarked
package dev.rewind.optimizers;

import org.jspecify.annotations.NullMarked;
