/**
 * Training: models that fit, evaluate and predict, and the loop that holds the other rooms
 * together.
 *
 * <p>Nothing numeric happens here: layers compute, optimizers update.
 */
@NullMarked
package dev.rewind.training;

import org.jspecify.annotations.NullMarked;
