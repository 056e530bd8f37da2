package dev.rewind.autograd;

import dev.rewind.core.Checks;
import java.util.Collections;
import java.util.IdentityHashMap;
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
  private final IdentityHashMap<Parameter, Variable> parameters;
  private final Set<Parameter> reached = Collections.newSetFromMap(new IdentityHashMap<>());

  Gradients(Tape tape, GradientStore store, IdentityHashMap<Parameter, Variable> parameters) {
    this.tape = tape;
    this.store = store;
    this.parameters = parameters;
    parameters.forEach(
        (parameter, variable) -> {
          if (store.reached(variable)) {
            reached.add(parameter);
          }
        });
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
    Checks.require(variable.tape() == tape, "gradients", variable + " is on another tape.");
    Checks.require(
        variable.needsGradient(), "gradients", variable + " has none. Put it in with variable.");
    Checks.require(
        store.knows(variable),
        "gradients",
        variable + " came after these gradients. Compute them again.");
    Checks.require(
        !store.dropped(variable),
        "gradients",
        variable
            + " was an intermediate result. Name it in gradients(loss, x) to keep its gradient.");
    return store.of(variable);
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
    Variable variable = parameters.get(parameter);
    if (variable == null) {
      throw new IllegalArgumentException(
          "gradients: " + parameter + " was not used on this tape. Put it in with parameter.");
    }
    return of(variable);
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
    return reached.contains(parameter);
  }

  /**
   * The parameters that were put into the tape.
   *
   * @return each of them once, in no particular order
   */
  public Set<Parameter> parameters() {
    return Set.copyOf(parameters.keySet());
  }
}
