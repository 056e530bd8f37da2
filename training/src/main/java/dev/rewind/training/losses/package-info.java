/**
 * What training makes small: losses with Keras' names, reductions, masks and sample weights.
 *
 * <p>A {@link dev.rewind.training.losses.Loss} gives a value to each row and says how rows become
 * one number; {@link dev.rewind.training.losses.SampleWeights} says how much each row counts. What
 * is not here: penalties on weights (those are regularizers of layers) and the weighing of several
 * outputs against each other (that is the model's). Logarithms and exponentials are those of {@link
 * StrictMath}, so that a loss has the same bits on every machine and JDK. Start with {@link
 * dev.rewind.training.losses.Loss}.
 */
@NullMarked
package dev.rewind.training.losses;

import org.jspecify.annotations.NullMarked;
