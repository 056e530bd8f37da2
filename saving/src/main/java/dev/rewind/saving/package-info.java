/**
 * Files of others, read and written: configurations in Keras' JSON, weights in safetensors, GRUs of
 * PyTorch.
 *
 * <p>{@link dev.rewind.saving.KerasJson} turns descriptions of layers, cells and whole stacks into
 * Keras' text and back. {@link dev.rewind.saving.Safetensors} is a file of named tensors, and
 * {@link dev.rewind.saving.TorchGRU} maps such tensors to the weights of recurrent layers and back.
 * Nothing here computes. Start with {@link dev.rewind.saving.KerasJson}.
 */
@NullMarked
package dev.rewind.saving;

import org.jspecify.annotations.NullMarked;
