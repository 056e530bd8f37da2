package dev.rewind.autograd;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * What {@link Tape#gradients} returns: the gradient of one loss with respect to everything that
 * went in. Nothing to zero, nothing to forget.
 *
 * <p>The matrices belong to the tape and can be read until it is closed.
 */
public final class Gradients {
  private final Tape tape;
  private final GradientStore store;
  private final Map<Parameter, TapeParameters.Use> parameters;

  Gradients(Tape tape, GradientStore store, Map<Parameter, TapeParameters.Use> parameters) {
    this.tape = tape;
    this.store = store;
    this.parameters = parameters;
  }

  /**
   * The gradient with respect to a variable, {@code dL/dx}.
   *
   * @param variable a variable that was put in, or a result that was named in the call of {@link
   *     Tape#gradients}
   * @return a matrix of the variable's shape; zeros if the loss does not depend on it
   * @throws IllegalArgumentException if it is a constant, of another tape, newer than the
   *     gradients, or a result that was not named
   * @throws IllegalStateException if the tape is closed
   */
  public DMatrixRMaj of(Variable variable) {
    tape.requireOpen();
    require(variable.tape() == tape, variable, "is on another tape.");
    require(variable.needsGradient(), variable, "has none. Put it in with variable.");
    require(store.knows(variable), variable, "came after these gradients. Compute them again.");
    require(
        !store.dropped(variable),
        variable,
        "was an intermediate result. Name it in gradients(loss, x) to keep its gradient.");
    return store.read(variable);
  }

  /** Puts the message together only when it is needed. */
  private static void require(boolean condition, Variable variable, String what) {
    if (!condition) {
      throw new IllegalArgumentException("gradients: " + variable + " " + what);
    }
  }

  /**
   * The gradient with respect to a parameter.
   *
   * @param parameter a parameter that was put into the tape
   * @return a matrix of the parameter's shape; zeros if the loss does not depend on it
   * @throws IllegalArgumentException if the parameter is not on the tape
   * @throws IllegalStateException if the tape is closed
   */
  public DMatrixRMaj of(Parameter parameter) {
    TapeParameters.Use use = parameters.get(parameter);
    if (use == null) {
      throw new IllegalArgumentException(
          "gradients: " + parameter + " was not used on this tape. Put it in with parameter.");
    }
    return of(use.variable());
  }

  /**
   * Whether the loss depends on a parameter.
   *
   * @param parameter any parameter
   * @return false if it is not on the tape, or if nothing leads from it to the loss
   * @throws IllegalStateException if the tape is closed
   */
  public boolean has(Parameter parameter) {
    tape.requireOpen();
    TapeParameters.Use use = parameters.get(parameter);
    return use != null && store.reached(use.variable());
  }

  /**
   * The parameters that were put into the tape.
   *
   * @return each of them once, in no particular order
   */
  public Set<Parameter> parameters() {
    return Collections.unmodifiableSet(parameters.keySet());
  }
}
