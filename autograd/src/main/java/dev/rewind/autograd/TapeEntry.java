package dev.rewind.autograd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An op that was computed and is remembered.
 *
 * @param op the op
 * @param inputs what went in
 * @param output what came out
 * @param saved what it saved for backward, if anything
 */
record TapeEntry(Op op, List<Variable> inputs, Variable output, @Nullable Saved saved) {}
