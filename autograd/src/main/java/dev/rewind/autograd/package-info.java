/**
 * Reverse-mode automatic differentiation on a tape.
 *
 * <p>A {@link dev.rewind.autograd.Tape} is a flat list of what was computed; going through it
 * backwards gives the gradient of a loss with respect to everything that went in. This package
 * holds the tape and the interface {@link dev.rewind.autograd.Op} that every operation implements,
 * yours too; the operations themselves are in {@link dev.rewind.autograd.ops}, the proof that their
 * gradients are right in {@link dev.rewind.autograd.check}. Layers and optimizers live elsewhere.
 * Start with {@link dev.rewind.autograd.Tape}.
 */
@NullMarked
package dev.rewind.autograd;

import org.jspecify.annotations.NullMarked;
