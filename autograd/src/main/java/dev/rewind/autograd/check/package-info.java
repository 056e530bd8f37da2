/**
 * The proof that gradients are right: they are compared with finite differences.
 *
 * <p>Works for any function of variables, yours too, in any test framework or none. It shows that
 * the backward pass fits the forward pass, not that the forward pass is the function you meant.
 * Start with {@link dev.rewind.autograd.check.GradientCheck}.
 */
@NullMarked
package dev.rewind.autograd.check;

import org.jspecify.annotations.NullMarked;
