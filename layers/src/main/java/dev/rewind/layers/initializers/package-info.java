/**
 * How weights start: one small type per kind. Start with {@link
 * dev.rewind.layers.initializers.Initializer}.
 */
@NullMarked
package dev.rewind.layers.initializers;

import org.jspecify.annotations.NullMarked;
