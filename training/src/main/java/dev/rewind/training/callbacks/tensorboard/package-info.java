/**
 * The files that TensorBoard shows, written by hand: scalars and histograms, framed and encoded as
 * TensorFlow does. It knows numbers and names, not models, and reads nothing. Start with {@link
 * dev.rewind.training.callbacks.tensorboard.EventFile}.
 */
@NullMarked
package dev.rewind.training.callbacks.tensorboard;

import org.jspecify.annotations.NullMarked;
