/**
 * Recurrent cells over whole sequences, each as one op with backpropagation through time derived by
 * hand: what a layer computes with unless it is unrolled.
 *
 * <p>It is the second form of what {@code dev.rewind.layers.rnn} composes of ops step by step, and
 * never the only one: the composed form is the specification, and a test holds values and gradients
 * of both together.
 *
 * <p>Start with {@link dev.rewind.layers.rnn.fused.GRUSequence}, which says what is computed; the
 * gates of a step, forward and backward, stand one below the other in {@link
 * dev.rewind.core.kernels.GRUKernels}. What cells share is in {@link
 * dev.rewind.layers.rnn.fused.SequenceOp} (inputs, the course of a call), {@link
 * dev.rewind.layers.rnn.fused.SequenceRows} (where things are), {@link
 * dev.rewind.layers.rnn.fused.SequenceShard} (forward, for some samples of the batch) and {@link
 * dev.rewind.layers.rnn.fused.ShardGradients} (the way back).
 */
@NullMarked
package dev.rewind.layers.rnn.fused;

import org.jspecify.annotations.NullMarked;
