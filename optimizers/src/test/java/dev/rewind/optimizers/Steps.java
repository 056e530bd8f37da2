package dev.rewind.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.autograd.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.function.Executable;

/** One parameter of three elements and four gradients for it: what most tests here start from. */
final class Steps {
  /** Only the order of operations may differ from a plain loop. */
  static final double ROUNDING = 1e-14;

  static final double[] START = {0.5, -1.25, 2.0};
  static final double[][] GRADIENTS = {
    {0.3, -2.0, 0.01}, {-0.7, 1.5, 0.0}, {1.1, -0.2, -0.05}, {0.4, 0.9, 0.02}
  };

  private Steps() {}

  static Parameter parameter() {
    return new Parameter("gru/kernel", row(START));
  }

  static DMatrixRMaj row(double... values) {
    return new DMatrixRMaj(new double[][] {values});
  }

  static double[] values(Parameter parameter) {
    return Arrays.copyOf(parameter.value().data, parameter.value().getNumElements());
  }

  /** The parameter's elements after each of the four gradients. */
  static double[][] trajectory(OptimizerConfig config) {
    Parameter parameter = parameter();
    Optimizer optimizer = config.build(List.of(parameter));
    double[][] values = new double[GRADIENTS.length][];
    for (int t = 0; t < GRADIENTS.length; t++) {
      optimizer.apply(Map.of(parameter, row(GRADIENTS[t])));
      values[t] = values(parameter);
    }
    return values;
  }

  /** The equation of an algorithm for one element, with state of its own. */
  interface Equation {
    /** Returns the new value of w, given the gradient g of update t. */
    double next(double w, double g, int t);
  }

  /** Makes an equation with fresh state. */
  interface EquationMaker {
    Equation make();
  }

  /** Requires that an optimizer computes an equation, element by element. */
  static void assertComputes(EquationMaker maker, OptimizerConfig config) {
    double[][] actual = trajectory(config);
    for (int i = 0; i < START.length; i++) {
      Equation equation = maker.make();
      double w = START[i];
      for (int t = 1; t <= GRADIENTS.length; t++) {
        w = equation.next(w, GRADIENTS[t - 1][i], t);
        assertEquals(
            w, actual[t - 1][i], ROUNDING * Math.max(1, Math.abs(w)), "element " + i + ", t " + t);
      }
    }
  }

  static void assertSame(double[][] expected, double[][] actual) {
    for (int t = 0; t < expected.length; t++) {
      assertArrayEquals(expected[t], actual[t], ROUNDING, "after gradient " + t);
    }
  }

  static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
