/**
 * The state of a training as a value and as a file. A {@link
 * dev.rewind.training.checkpoint.Snapshot} is all that a model, an optimizer, a callback or a
 * source of batches remembers; a {@link dev.rewind.training.checkpoint.Checkpoint} keeps it in a
 * file that a crash can not break. Files that other programs read are not made here.
 */
@NullMarked
package dev.rewind.training.checkpoint;

import org.jspecify.annotations.NullMarked;
