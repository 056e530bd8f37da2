/**
 * Models and their training: fit, evaluate, predict.
 *
 * <p>A {@link dev.rewind.training.Sequential} describes a stack of layers, a {@link
 * dev.rewind.training.Functional} any graph of them; building either gives a {@link
 * dev.rewind.training.Model} with weights. Losses, metrics, callbacks and data sets have packages
 * of their own. How layers compute and how optimizers step is not here. Start with {@link
 * dev.rewind.training.Model}.
 */
@NullMarked
package dev.rewind.training;

import org.jspecify.annotations.NullMarked;
