package dev.rewind.benchmarks.sidebyside;

import java.util.Optional;

/**
 * A line that a peer's process writes; its other lines are chatter of libraries.
 *
 * <pre>
 *   ready PARAMETERS ABOUT    the model is built, of so many trained numbers; versions
 *   missing REASON            there is no such library here
 *   took SECONDS STEPS        after the line "run SECONDS BUNCH": the median of one step, and how many
 * </pre>
 */
sealed interface Answer {
  /** The model is built. */
  record Ready(long parameters, String about) implements Answer {}

  /** The library can not be used. */
  record Missing(String reason) implements Answer {}

  /** A turn is over. */
  record Took(Slice slice) implements Answer {}

  /** Reads a line; empty if it is none of these. */
  static Optional<Answer> parse(String line) {
    String[] words = line.split(" ", 3);
    return switch (words[0]) {
      case "ready" ->
          words.length == 3
              ? Optional.of(new Ready(Long.parseLong(words[1]), words[2]))
              : Optional.empty();
      case "missing" -> Optional.of(new Missing(line.substring("missing".length()).strip()));
      case "took" ->
          words.length == 3
              ? Optional.of(
                  new Took(new Slice(Double.parseDouble(words[1]), Long.parseLong(words[2]))))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
