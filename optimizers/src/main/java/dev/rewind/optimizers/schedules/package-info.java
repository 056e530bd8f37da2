/**
 * Learning rates that change with the step, as Keras plans them.
 *
 * <p>A schedule is an immutable value: it knows a rate for every step and nothing about optimizers.
 * Start with {@link dev.rewind.optimizers.schedules.LearningRate}.
 */
@NullMarked
package dev.rewind.optimizers.schedules;

import org.jspecify.annotations.NullMarked;
