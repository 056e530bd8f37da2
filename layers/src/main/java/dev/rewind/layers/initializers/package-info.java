/**
 * How weights start: one small immutable type per kind, with the options that Keras gives it.
 *
 * <p>An initializer makes a matrix; it knows neither layers nor tapes, and draws only from the
 * random source that it is given or from its own seed. Start with {@link
 * dev.rewind.layers.initializers.GlorotUniform} for one, with {@link
 * dev.rewind.layers.initializers.Initializers} for all, with {@link
 * dev.rewind.layers.initializers.Initializer} to write your own.
 */
@NullMarked
package dev.rewind.layers.initializers;

import org.jspecify.annotations.NullMarked;
