/**
 * The proof that a layer is one: what every layer owes, whatever it computes.
 *
 * <p>Works for any description of a layer, yours too, in any test framework or none. It shows that
 * a layer fits in with the others, not that its equation is the one you meant: that remains to be
 * tested by plain loops. Start with {@link dev.rewind.layers.check.LayerContract}.
 */
@NullMarked
package dev.rewind.layers.check;

import org.jspecify.annotations.NullMarked;
