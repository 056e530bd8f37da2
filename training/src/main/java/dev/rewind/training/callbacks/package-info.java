/**
 * What looks on while a model is trained. Start with {@link
 * dev.rewind.training.callbacks.Callback}.
 */
@NullMarked
package dev.rewind.training.callbacks;

import org.jspecify.annotations.NullMarked;
