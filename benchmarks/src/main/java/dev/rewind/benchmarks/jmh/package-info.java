/**
 * JMH benchmarks of Rewind alone, through its public API; one small file each. They show what a
 * change has done. How Rewind compares with others is measured in {@code sidebyside}.
 */
@NullMarked
package dev.rewind.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
