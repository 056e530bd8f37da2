package dev.rewind.benchmarks.sidebyside;

/**
 * What a peer did in its turn.
 *
 * @param seconds that a step took, the median
 * @param steps that were done
 */
record Slice(double seconds, long steps) {}
