package dev.rewind.autograd;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/** The parameters that were put into a tape, each with the version that it had then. */
final class TapeParameters {
  private record Use(Variable variable, long version) {}

  private final IdentityHashMap<Parameter, Use> trained = new IdentityHashMap<>();
  private final IdentityHashMap<Parameter, Use> frozen = new IdentityHashMap<>();

  /** The one variable of a parameter whose gradient is wanted. */
  Variable trained(Parameter parameter, Function<Parameter, Variable> put) {
    return use(trained, parameter, put);
  }

  /** The one variable of a parameter that needs no gradient. */
  Variable frozen(Parameter parameter, Function<Parameter, Variable> put) {
    return use(frozen, parameter, put);
  }

  private static Variable use(
      Map<Parameter, Use> uses, Parameter parameter, Function<Parameter, Variable> put) {
    return uses.computeIfAbsent(parameter, p -> new Use(put.apply(p), p.version())).variable();
  }

  /** The variables of those whose gradients are wanted. */
  IdentityHashMap<Parameter, Variable> variables() {
    IdentityHashMap<Parameter, Variable> variables = new IdentityHashMap<>();
    trained.forEach((parameter, use) -> variables.put(parameter, use.variable()));
    return variables;
  }

  /** Which variable is which parameter. */
  IdentityHashMap<Variable, Parameter> byVariable() {
    IdentityHashMap<Variable, Parameter> parameters = new IdentityHashMap<>();
    trained.forEach((parameter, use) -> parameters.put(use.variable(), parameter));
    frozen.forEach((parameter, use) -> parameters.put(use.variable(), parameter));
    return parameters;
  }

  void requireUnchanged() {
    requireUnchanged(trained);
    requireUnchanged(frozen);
  }

  private static void requireUnchanged(Map<Parameter, Use> used) {
    used.forEach(
        (parameter, use) -> {
          if (parameter.version() != use.version()) {
            throw new IllegalStateException(
                "gradients: "
                    + parameter.name()
                    + " was changed after this tape computed with it."
                    + " Compute the gradients before the update.");
          }
        });
  }

  void clear() {
    trained.clear();
    frozen.clear();
  }
}
