/**
 * Optimizers: how a gradient changes a parameter, computed as Keras computes it.
 *
 * <p>A configuration such as {@link dev.rewind.optimizers.Adam} is an immutable value with Keras'
 * options; building it for a list of parameters gives an {@link dev.rewind.optimizers.Optimizer},
 * which has the state. An optimizer sees parameters and gradients, never layers or models:
 * penalties are part of the loss, and constraints are applied by whoever called it. Powers and
 * cosines are those of {@link StrictMath}, so that training gives the same bits on every machine
 * and JDK. Start with {@link dev.rewind.optimizers.Adam}; for an algorithm of your own, with {@link
 * dev.rewind.optimizers.UpdateRule}.
 */
@NullMarked
package dev.rewind.optimizers;

import org.jspecify.annotations.NullMarked;
