/**
 * Typed options: how every layer and every optimizer is configured.
 *
 * <p>An {@link dev.rewind.core.options.Option} is declared once, with its Keras key, its default
 * and its range. {@link dev.rewind.core.options.Options} is an immutable set of values over such
 * declarations; reading, writing, comparing and printing follow from the declarations, so that no
 * option can be forgotten. Nothing here knows JSON: configurations are trees of plain values. Start
 * with {@link dev.rewind.core.options.Options}.
 */
@NullMarked
package dev.rewind.core.options;

import org.jspecify.annotations.NullMarked;
