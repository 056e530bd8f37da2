package dev.rewind.examples;

import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.tanh;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;

/** A derivative in five lines: of {@code y = x · tanh(x)} at {@code x = 3}. */
public final class Example01Derivative {
  private Example01Derivative() {}

  public static void main(String[] args) {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      Variable y = mul(x, tanh(x));
      double slope = tape.gradients(y).of(x).get(0, 0);
      System.out.printf("y = %.6f, dy/dx = %.6f%n", y.scalar(), slope);
    }

    // The same by hand: tanh(x) + x · (1 − tanh²(x)).
    double t = Math.tanh(3);
    System.out.printf("by hand       dy/dx = %.6f%n", t + 3 * (1 - t * t));
  }
}
