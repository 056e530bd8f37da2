/**
 * Recurrent cells over whole sequences, each as one op with backpropagation through time derived by
 * hand: what a layer computes with unless it is unrolled.
 *
 * <p>It is the second form of what {@code dev.rewind.layers.rnn} composes of ops step by step, and
 * never the only one: the composed form is the specification, and a test holds values and gradients
 * of both together. Start with {@link dev.rewind.layers.rnn.fused.GRUSequence}: forward and
 * backward of a step stand one below the other. What it shares with other cells is in {@link
 * dev.rewind.layers.rnn.fused.SequenceSteps} (time, masks, states) and {@link
 * dev.rewind.layers.rnn.fused.SequenceOp} (inputs, kernels, bias).
 */
@NullMarked
package dev.rewind.layers.rnn.fused;

import org.jspecify.annotations.NullMarked;
