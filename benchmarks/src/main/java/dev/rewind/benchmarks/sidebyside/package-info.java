/**
 * Rewind beside PyTorch, JAX and DJL on the same machine, in turns.
 *
 * <p>Each contender is a process of its own ({@link dev.rewind.benchmarks.sidebyside.Peer}) that
 * waits for its turn, computes for a slice of time, and answers how long a step took. The times of
 * one round are compared with each other, so that what slows the machine down slows all of them.
 * Start at {@link dev.rewind.benchmarks.sidebyside.SideBySide}.
 */
@NullMarked
package dev.rewind.benchmarks.sidebyside;

import org.jspecify.annotations.NullMarked;
