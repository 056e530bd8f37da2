/**
 * How long things take. {@link dev.rewind.benchmarks.Main} runs the benchmarks of {@code jmh} and
 * the comparison of {@code sidebyside} with other libraries.
 *
 * <p>Run one from the top of the checkout with {@code mvn -q -Dbenchmark=NAME}.
 */
@NullMarked
package dev.rewind.benchmarks;

import org.jspecify.annotations.NullMarked;
