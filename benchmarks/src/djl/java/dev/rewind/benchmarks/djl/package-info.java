/** DJL as a contender of the side-by-side runner; compiled with the Maven profile {@code djl}. */
@NullMarked
package dev.rewind.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
