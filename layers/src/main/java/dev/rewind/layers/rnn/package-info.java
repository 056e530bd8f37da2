/**
 * Recurrent layers: cells know one step, one generic recurrence knows time.
 *
 * <p>Start with {@link dev.rewind.layers.rnn.GRU}, and with {@link dev.rewind.layers.rnn.GRUCell}
 * for its equations; the page {@code docs/GRU.md} pictures its arguments, masks and states. {@link
 * dev.rewind.layers.rnn.LSTM} and {@link dev.rewind.layers.rnn.SimpleRNN} are made alike. {@link
 * dev.rewind.layers.rnn.Bidirectional} and {@link dev.rewind.layers.rnn.TimeDistributed} wrap other
 * layers. A cell of your own implements {@link dev.rewind.layers.rnn.RNNCell}.
 */
@NullMarked
package dev.rewind.layers.rnn;

import org.jspecify.annotations.NullMarked;
