package dev.rewind.examples;

import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.tanh;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import java.util.Locale;

/**
 * A derivative in five lines: of {@code y = x · tanh(x)} at {@code x = 3}.
 *
 * <p>The tape remembers each operation as it is computed; {@code gradients} goes through them
 * backwards. A number is a matrix of shape [1, 1]. A tape is closed when it is done, which gives
 * its memory back: take out what you need before.
 */
public final class Example01Derivative {
  private Example01Derivative() {}

  public static void main(String[] args) {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      Variable y = mul(x, tanh(x));
      double slope = tape.gradients(y).of(x).get(0, 0);
      System.out.printf(Locale.ROOT, "y = %.6f, dy/dx = %.6f%n", y.scalar(), slope);
    }

    // The same by hand: tanh(x) + x · (1 − tanh²(x)).
    double t = Math.tanh(3);
    System.out.printf(Locale.ROOT, "by hand:      dy/dx = %.6f%n", t + 3 * (1 - t * t));
  }
}
