package dev.rewind.autograd.check;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * Checks the gradients of a function against finite differences, with respect to each of its inputs
 * and parameters. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * GradientCheck.of((tape, x) -> mul(matmul(x[0], tape.parameter(kernel)), tanh(x[1])))
 *     .inputs(a, b)
 *     .parameters(kernel)
 *     .run()
 *     .requirePassed();
 * }</pre>
 *
 * <p><b>What is compared.</b> The result {@code y} may have any shape: a fixed random {@code w}
 * makes it the number {@code L = Σ w ⊙ y} (a result of shape [1, 1] is taken as it is). For a
 * direction {@code u},
 *
 * <pre>
 *   analytic = ⟨dL/dx, u⟩
 *   D(h)     = (L(x + h·u) − L(x − h·u)) / 2h
 *   numeric  = (4·D(h/2) − D(h)) / 3                      (Richardson)
 *   relative error = |analytic − numeric| / max(|analytic|, |numeric|, floor)
 * </pre>
 *
 * <p>A matrix of up to 200 elements is checked element by element. A larger one is checked along 8
 * random directions that move all elements at once, so that its cost does not depend on its size;
 * the difference is then taken relative to the typical element, so that one wrong element shows.
 * When a direction disagrees, halving it finds the element to blame.
 *
 * <p><b>Step and floor.</b> The step starts at {@code epsilon · max(1, |x|)}; it is made smaller
 * where the function bends and larger where rounding drowns the difference, until the error of the
 * numeric side is a tenth of the tolerance. The floor is the remaining error divided by the
 * tolerance: the rounding noise, which is measured on the function itself, and a remaining
 * influence of the step as long as it is small against the largest gradient of the matrix. A
 * difference below that is no evidence. A matrix that has no influence, or whose largest gradient
 * is not seen clearly through the noise, does not pass, because it has not been checked.
 *
 * <p><b>The point</b> must not lie on a kink, such as 0 for relu: there is no derivative. The
 * report says where it suspects one.
 *
 * <p><b>Cost.</b> About 4 evaluations of the function for each element or direction.
 */
public final class GradientCheck {
  private static final double DEFAULT_EPSILON = 1e-4;
  private static final double DEFAULT_TOLERANCE = 1e-6;
  private static final long DEFAULT_SEED = 42;
  private static final double MAX_EPSILON = 0.1;

  /** A function of variables. */
  @FunctionalInterface
  public interface Function {
    /**
     * Computes the result.
     *
     * @param tape the tape to compute on; parameters are put in with {@link Tape#parameter}
     * @param x the inputs, in the order in which they were given
     * @return the result, of any shape
     */
    Variable apply(Tape tape, Variable... x);
  }

  /** A function that draws random numbers, such as one with dropout. */
  @FunctionalInterface
  public interface RandomFunction {
    /**
     * Computes the result.
     *
     * @param tape the tape to compute on; parameters are put in with {@link Tape#parameter}
     * @param x the inputs, in the order in which they were given
     * @param random gives the same numbers at each evaluation
     * @return the result, of any shape
     */
    Variable apply(Tape tape, Variable[] x, RandomSource random);
  }

  private final RandomFunction function;
  private final List<DMatrixRMaj> inputs;
  private final List<Parameter> parameters;
  private final double epsilon;
  private final double tolerance;
  private final long seed;

  private GradientCheck(
      RandomFunction function,
      List<DMatrixRMaj> inputs,
      List<Parameter> parameters,
      double epsilon,
      double tolerance,
      long seed) {
    this.function = function;
    this.inputs = inputs;
    this.parameters = parameters;
    this.epsilon = epsilon;
    this.tolerance = tolerance;
    this.seed = seed;
  }

  /**
   * A check of a function.
   *
   * @param function any function of variables; always the same result for the same values
   * @return a check that still needs inputs or parameters
   */
  public static GradientCheck of(Function function) {
    return of((tape, x, random) -> function.apply(tape, x));
  }

  /**
   * A check of a function that draws random numbers.
   *
   * @param function any function of variables that draws only from the source it is given
   * @return a check that still needs inputs or parameters
   */
  public static GradientCheck of(RandomFunction function) {
    return new GradientCheck(
        function, List.of(), List.of(), DEFAULT_EPSILON, DEFAULT_TOLERANCE, DEFAULT_SEED);
  }

  /**
   * Sets the inputs: the point at which the gradient is checked.
   *
   * @param values one matrix for each variable of the function; copied
   * @return a changed copy
   */
  public GradientCheck inputs(DMatrixRMaj... values) {
    List<DMatrixRMaj> copies = new ArrayList<>();
    for (DMatrixRMaj value : values) {
      copies.add(value.copy());
    }
    return new GradientCheck(function, List.copyOf(copies), parameters, epsilon, tolerance, seed);
  }

  /**
   * Sets the parameters to check. The check moves them, and puts them back bit for bit.
   *
   * @param values parameters that the function puts on its tape
   * @return a changed copy
   * @throws IllegalArgumentException if one is given twice
   */
  public GradientCheck parameters(Parameter... values) {
    return parameters(List.of(values));
  }

  /**
   * Sets the parameters to check. The check moves them, and puts them back bit for bit.
   *
   * @param values parameters that the function puts on its tape, such as those of a layer
   * @return a changed copy
   * @throws IllegalArgumentException if one is given twice
   */
  public GradientCheck parameters(Collection<Parameter> values) {
    Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Parameter value : values) {
      Checks.require(seen.add(value), "GradientCheck", value + " was given twice. Give it once.");
    }
    return new GradientCheck(function, inputs, List.copyOf(values), epsilon, tolerance, seed);
  }

  /**
   * Sets the first step of the finite differences, relative to the magnitude of the element.
   *
   * @param value in (0, 0.1], by default 1e-4
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public GradientCheck epsilon(double value) {
    Checks.require(
        value > 0 && value <= MAX_EPSILON,
        "GradientCheck",
        "epsilon must be in (0, 0.1], got " + value + ".");
    return new GradientCheck(function, inputs, parameters, value, tolerance, seed);
  }

  /**
   * Sets the largest relative error that passes.
   *
   * @param value in (0, 1), by default 1e-6
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public GradientCheck tolerance(double value) {
    Checks.require(
        value > 0 && value < 1, "GradientCheck", "tolerance must be in (0, 1), got " + value + ".");
    return new GradientCheck(function, inputs, parameters, epsilon, value, seed);
  }

  /**
   * Sets the seed of the weights, of the directions and of the function's random numbers.
   *
   * @param value any number, by default 42
   * @return a changed copy
   */
  public GradientCheck seed(long value) {
    return new GradientCheck(function, inputs, parameters, epsilon, tolerance, value);
  }

  /**
   * Runs the check.
   *
   * @return the result for each input and each parameter
   * @throws IllegalArgumentException if there is nothing to check, or the function is not finite at
   *     this point, or depends on constants only, or gives two results for the same values
   */
  public GradientReport run() {
    RandomSource random = RandomSource.of(seed);
    Subject subject = new Subject(function, inputs, parameters, random.split());
    List<GradientReport.Matrix> results = new ArrayList<>();
    try {
      subject.prepare(random.split());
      for (Target target : subject.targets()) {
        results.add(new MatrixCheck(subject, target, epsilon, tolerance, random.split()).run());
      }
    } finally {
      subject.targets().forEach(Target::restore);
    }
    return new GradientReport(results, epsilon, tolerance, seed);
  }
}
