package dev.rewind.optimizers;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.Checks;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Which parameters do not decay: those in the name of which one of the patterns is found.
 *
 * @param patterns compiled
 */
record DecayExclusions(List<Pattern> patterns) {

  /** The exclusions of an optimizer, each of which must exclude something. */
  static DecayExclusions of(Options options, List<Parameter> parameters) {
    Set<String> names =
        parameters.stream()
            .map(DecayExclusions::lastPart)
            .collect(Collectors.toCollection(TreeSet::new));
    List<Pattern> patterns =
        options.get(OptimizerOptions.EXCLUDE_FROM_WEIGHT_DECAY).stream()
            .map(Pattern::compile)
            .toList();
    for (Pattern pattern : patterns) {
      Checks.require(
          names.stream().anyMatch(pattern.asPredicate()),
          options.owner(),
          OptimizerOptions.EXCLUDE_FROM_WEIGHT_DECAY.name()
              + " has "
              + pattern
              + ", which no parameter's name contains; expected something in one of "
              + names
              + ". Mend it or leave it out.");
    }
    return new DecayExclusions(patterns);
  }

  boolean contains(Parameter parameter) {
    String name = lastPart(parameter);
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).find());
  }

  /** Keras' name of a variable, without the layer that it belongs to. */
  private static String lastPart(Parameter parameter) {
    return parameter.name().substring(parameter.name().lastIndexOf('/') + 1);
  }

  /** Whether a text is a pattern that says something. */
  static boolean isPattern(String text) {
    try {
      return !Pattern.compile(text).pattern().isBlank();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
