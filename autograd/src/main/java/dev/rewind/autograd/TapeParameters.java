package dev.rewind.autograd;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/** The parameters that were put into a tape, each with the version that it had then. */
final class TapeParameters {
  /** Few tapes have frozen parameters, and most models few parameters. */
  private static final int EXPECTED = 5;

  /**
   * A parameter on a tape.
   *
   * @param variable what it is there
   * @param version the version that it had when it was put in
   */
  record Use(Variable variable, long version) {}

  private IdentityHashMap<Parameter, Use> trained = new IdentityHashMap<>(EXPECTED);
  private IdentityHashMap<Parameter, Use> frozen = new IdentityHashMap<>(0);
  private boolean trainedHandedOut;

  /** The one variable of a parameter whose gradient is wanted. */
  Variable trained(Parameter parameter, Function<Parameter, Variable> put) {
    if (trainedHandedOut && !trained.containsKey(parameter)) {
      trained = new IdentityHashMap<>(trained);
      trainedHandedOut = false;
    }
    return use(trained, parameter, put);
  }

  /** The one variable of a parameter that needs no gradient. */
  Variable frozen(Parameter parameter, Function<Parameter, Variable> put) {
    return use(frozen, parameter, put);
  }

  private static Variable use(
      Map<Parameter, Use> uses, Parameter parameter, Function<Parameter, Variable> put) {
    Use known = uses.get(parameter);
    if (known == null) {
      known = new Use(put.apply(parameter), parameter.version());
      uses.put(parameter, known);
    }
    return known.variable();
  }

  /** Those whose gradients are wanted. The map does not change any more. */
  Map<Parameter, Use> trained() {
    trainedHandedOut = true;
    return trained;
  }

  /** Which variable is which parameter. */
  IdentityHashMap<Variable, Parameter> byVariable() {
    IdentityHashMap<Variable, Parameter> parameters = new IdentityHashMap<>();
    trained.forEach((parameter, use) -> parameters.put(use.variable(), parameter));
    frozen.forEach((parameter, use) -> parameters.put(use.variable(), parameter));
    return parameters;
  }

  void requireUnchanged() {
    trained.forEach(TapeParameters::requireUnchanged);
    frozen.forEach(TapeParameters::requireUnchanged);
  }

  private static void requireUnchanged(Parameter parameter, Use use) {
    if (parameter.version() != use.version()) {
      throw new IllegalStateException(
          "gradients: "
              + parameter.name()
              + " was changed after this tape computed with it."
              + " Compute the gradients before the update.");
    }
  }
}
