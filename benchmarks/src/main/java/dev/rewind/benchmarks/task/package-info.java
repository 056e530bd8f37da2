/** What is measured: the sizes, the model, its data, and the JVM that it runs in. */
@NullMarked
package dev.rewind.benchmarks.task;

import org.jspecify.annotations.NullMarked;
