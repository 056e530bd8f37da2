/** Tests of the metrics, and the golden suite of losses and metrics. */
@NullMarked
package dev.rewind.training.metrics;

import org.jspecify.annotations.NullMarked;
