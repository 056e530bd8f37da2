/**
 * Files of others, read and written: configurations in Keras' JSON.
 *
 * <p>{@link dev.rewind.saving.KerasJson} turns descriptions of layers, cells and whole stacks into
 * Keras' text and back. Nothing here computes.
 */
@NullMarked
package dev.rewind.saving;

import org.jspecify.annotations.NullMarked;
