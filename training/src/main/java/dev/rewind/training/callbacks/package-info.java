/**
 * What looks on while a model is trained: stopping early, changing the learning rate, writing
 * files, going on after a crash, and the line of progress. Not the loop itself, which is {@code
 * Model.fit}. Start with {@link dev.rewind.training.callbacks.Callback} or, for a few lines, {@link
 * dev.rewind.training.callbacks.LambdaCallback}.
 */
@NullMarked
package dev.rewind.training.callbacks;

import org.jspecify.annotations.NullMarked;
