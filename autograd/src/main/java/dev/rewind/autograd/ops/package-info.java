/**
 * The operations: one small record each, with the facade {@link dev.rewind.autograd.ops.Ops} to
 * call them.
 *
 * <p>Each record states its equation and its derivative, and its gradient is read two lines below
 * its value. Functions such as exp and log are those of {@link StrictMath}, so that values and
 * gradients have the same bits on every machine and JDK. What is not here: anything with parameters
 * or state (that is a layer). Start with {@link dev.rewind.autograd.ops.Ops}; to add one, follow
 * {@code docs/ADDING_AN_OP.md}.
 */
@NullMarked
package dev.rewind.autograd.ops;

import org.jspecify.annotations.NullMarked;
