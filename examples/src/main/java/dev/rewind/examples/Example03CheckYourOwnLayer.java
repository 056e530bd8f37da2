package dev.rewind.examples;

import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.autograd.check.GradientReport;
import dev.rewind.core.RandomSource;
import org.ejml.data.DMatrixRMaj;

/**
 * A layer of your own with an op of your own, and the check that its gradient is right. Then the
 * same with a wrong derivative, which the check finds.
 *
 * <p>The check compares each gradient with a finite difference: it moves one element a little to
 * both sides and looks how much the result changes. The table has a line for the input and for each
 * parameter, and shows the element where the two differ most.
 *
 * <p>The mistake shows in the input and the kernel, whose gradients go through the op, and not in
 * the scale, which comes after it. That tells where to look. In a test, end with {@code
 * run().requirePassed()}, which throws and names the worst element.
 */
public final class Example03CheckYourOwnLayer {
  private Example03CheckYourOwnLayer() {}

  /** {@code y = sin(x)}. */
  record Sine() implements ElementwiseOp {
    @Override
    public double f(double x) {
      return Math.sin(x);
    }

    @Override
    public double df(double x, double y) {
      return Math.cos(x);
    }
  }

  /** The same with a mistake: the sign of the derivative. */
  record WrongSine() implements ElementwiseOp {
    @Override
    public double f(double x) {
      return Math.sin(x);
    }

    @Override
    public double df(double x, double y) {
      return -Math.cos(x);
    }
  }

  public static void main(String[] args) {
    RandomSource random = RandomSource.of(1);
    DMatrixRMaj x = random.fillGaussian(0, 1, new DMatrixRMaj(4, 3));
    Parameter kernel = new Parameter("kernel", random.fillGaussian(0, 1, new DMatrixRMaj(3, 2)));
    Parameter scale = new Parameter("scale", random.fillGaussian(1, 1, new DMatrixRMaj(1, 2)));

    System.out.println("y = scale ⊙ sin(x · kernel), with the right derivative:");
    System.out.println(check(new Sine(), x, kernel, scale));
    System.out.println("\nWith a wrong derivative of the sine:");
    System.out.println(check(new WrongSine(), x, kernel, scale));
  }

  /** Checks the layer {@code y = scale ⊙ op(x · kernel)} in its input and its parameters. */
  private static GradientReport check(
      ElementwiseOp op, DMatrixRMaj x, Parameter kernel, Parameter scale) {
    return GradientCheck.of((tape, inputs) -> layer(tape, op, inputs[0], kernel, scale))
        .inputs(x)
        .parameters(kernel, scale)
        .run();
  }

  private static Variable layer(
      Tape tape, ElementwiseOp op, Variable x, Parameter kernel, Parameter scale) {
    Variable product = matmul(x, tape.parameter(kernel));
    return mul(tape.record(op, product), tape.parameter(scale));
  }
}
