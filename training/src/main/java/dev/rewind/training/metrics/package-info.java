/**
 * What is reported while training: metrics that stream over batches and obey masks and sample
 * weights as Keras' do.
 *
 * <p>A {@link dev.rewind.training.metrics.Metric} is an immutable description; {@link
 * dev.rewind.training.metrics.Metric#start} makes the {@link
 * dev.rewind.training.metrics.MetricState} that adds up. Gradients never flow through a metric:
 * what is minimised is a loss. Most metrics are one number; those that can be told to give several,
 * for example one for each class, say so ({@link dev.rewind.training.metrics.Metric#isScalar}).
 * Start with {@link dev.rewind.training.metrics.Metrics#accuracy}.
 */
@NullMarked
package dev.rewind.training.metrics;

import org.jspecify.annotations.NullMarked;
