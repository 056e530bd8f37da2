package dev.rewind.autograd.check;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The function under check with the values it is evaluated at. */
final class Subject {
  private static final String WHO = "GradientCheck";

  private final GradientCheck.RandomFunction function;
  private final List<DMatrixRMaj> inputs = new ArrayList<>();
  private final List<Parameter> parameters;
  private final List<Target> targets = new ArrayList<>();
  private final RandomSource.State random;
  private final Kernels kernels = Kernels.preferred();
  private final MatrixPool pool = new MatrixPool();
  private DMatrixRMaj center = new DMatrixRMaj(0, 0);
  private DMatrixRMaj weights = new DMatrixRMaj(0, 0);

  Subject(
      GradientCheck.RandomFunction function,
      List<DMatrixRMaj> inputs,
      List<Parameter> parameters,
      RandomSource random) {
    Checks.require(
        !inputs.isEmpty() || !parameters.isEmpty(),
        WHO,
        "nothing to check. Give it inputs or parameters.");
    this.function = function;
    this.parameters = parameters;
    this.random = random.state();
    for (DMatrixRMaj input : inputs) {
      DMatrixRMaj copy = input.copy();
      targets.add(Target.of(this.inputs.size(), copy));
      this.inputs.add(copy);
    }
    parameters.forEach(parameter -> targets.add(Target.of(parameter)));
    for (Target target : targets) {
      Checks.require(
          target.origin().getNumElements() > 0,
          WHO,
          target.name() + " " + Shape.of(target.origin()) + " has no elements. Leave it out.");
      Checks.finite(WHO + ": " + target.name(), target.origin());
    }
  }

  /** All inputs, then all parameters. */
  List<Target> targets() {
    return targets;
  }

  /** The result at the origin. */
  DMatrixRMaj center() {
    return center;
  }

  /** What each element of the result counts in the number that is differentiated. */
  DMatrixRMaj weights() {
    return weights;
  }

  /** Evaluates at the origin: twice the value, once the gradients. */
  void prepare(RandomSource source) {
    center = value();
    requireFinite(center);
    requireSame(center, value());
    weights = new DMatrixRMaj(center.numRows, center.numCols);
    weights.fill(1);
    for (int i = 0; weights.getNumElements() > 1 && i < weights.getNumElements(); i++) {
      double magnitude = 0.5 + source.nextDouble();
      weights.data[i] = source.nextInt(2) == 0 ? magnitude : -magnitude;
    }
    differentiate();
  }

  /** Evaluates at the present values. */
  DMatrixRMaj value() {
    try (Tape tape = Tape.of(kernels, pool)) {
      return apply(tape, variables(tape)).value().copy();
    }
  }

  private void differentiate() {
    try (Tape tape = Tape.of(kernels, pool)) {
      Variable[] x = variables(tape);
      Variable result = apply(tape, x);
      Checks.require(
          result.needsGradient(),
          WHO,
          "the result depends on constants only. Compute it from x and tape.parameter(…).");
      Gradients gradients = tape.gradients(tape.record(new WeightedSum(weights), result));
      for (int i = 0; i < x.length; i++) {
        targets.get(i).setGradient(gradients.of(x[i]));
      }
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        boolean used = gradients.parameters().contains(parameter);
        targets
            .get(x.length + i)
            .setGradient(
                used
                    ? gradients.of(parameter)
                    : new DMatrixRMaj(parameter.shape().rows(), parameter.shape().columns()));
      }
    }
  }

  private Variable[] variables(Tape tape) {
    return inputs.stream().map(tape::variable).toArray(Variable[]::new);
  }

  private Variable apply(Tape tape, Variable[] x) {
    Variable result = function.apply(tape, x, RandomSource.of(random));
    Checks.require(
        result.tape() == tape,
        WHO,
        "the result is on another tape. Compute it on the tape that the function is given.");
    return result;
  }

  private static void requireFinite(DMatrixRMaj value) {
    for (int i = 0; i < value.getNumElements(); i++) {
      Checks.require(
          Double.isFinite(value.data[i]),
          WHO,
          "the function is "
              + value.data[i]
              + " at "
              + Place.of(value, i)
              + ". Choose a point where it is finite.");
    }
  }

  private static void requireSame(DMatrixRMaj first, DMatrixRMaj second) {
    if (!Shape.of(first).equals(Shape.of(second))) {
      throw twoResults(Shape.of(first) + " and " + Shape.of(second));
    }
    int i = Arrays.mismatch(first.data, second.data);
    if (i >= 0) {
      throw twoResults(first.data[i] + " and " + second.data[i] + " at " + Place.of(first, i));
    }
  }

  private static IllegalArgumentException twoResults(String which) {
    return new IllegalArgumentException(
        WHO
            + ": the function gave two results for the same values: "
            + which
            + ". Draw random numbers from the source of (tape, x, random) -> … only, and keep no state.");
  }
}
