package dev.rewind.examples;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.addScalar;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.neg;
import static dev.rewind.autograd.ops.Ops.sigmoid;
import static dev.rewind.autograd.ops.Ops.sliceColumns;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.autograd.ops.Ops.tanh;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import dev.rewind.layers.rnn.GRUCell;
import dev.rewind.layers.rnn.RNNCell;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;

/**
 * One step of a GRU, written out gate by gate, beside the cell of the library: the same state, and
 * the same gradient with respect to the state before. A sequence repeats this step; its gradient
 * through time is this gradient, step after step.
 *
 * <p>Both compute with the same weights, on one tape. There is no bias, to keep it short.
 */
public final class Example02GruStepByHand {
  private static final int FEATURES = 3;
  private static final int UNITS = 2;

  private Example02GruStepByHand() {}

  public static void main(String[] args) {
    RNNCell cell = GRUCell.of(UNITS).useBias(false).build("cell", FEATURES, RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      Variable x = tape.constant(new DMatrixRMaj(new double[][] {{0.5, -1, 2}}));
      Variable hPrev = tape.variable(new DMatrixRMaj(new double[][] {{0.1, -0.3}}));

      CallContext context = CallContext.inference(tape);
      Variable h = cell.begin(context, 1).step(x, List.of(hPrev)).output();
      Variable byHand = stepByHand(tape, cell.weights(), x, hPrev);

      Gradients gradients = tape.gradients(sum(h));
      Gradients gradientsByHand = tape.gradients(sum(byHand));
      System.out.println("h of the cell:           " + row(h.value()));
      System.out.println("h by hand:               " + row(byHand.value()));
      System.out.println("dL/dhPrev of the cell:   " + row(gradients.of(hPrev)));
      System.out.println("dL/dhPrev by hand:       " + row(gradientsByHand.of(hPrev)));
    }
  }

  /** The equations of arXiv:1406.1078v1, reset gate after the product; see {@link GRUCell}. */
  private static Variable stepByHand(Tape tape, List<Weight> weights, Variable x, Variable hPrev) {
    Variable kernel = tape.parameter(weights.get(0).parameter()); // [features, 3·units]
    Variable recurrentKernel = tape.parameter(weights.get(1).parameter()); // [units, 3·units]
    Variable xs = matmul(x, kernel);
    Variable hs = matmul(hPrev, recurrentKernel);
    Variable z = sigmoid(add(gate(xs, 0), gate(hs, 0))); // update: how much of hPrev stays
    Variable r = sigmoid(add(gate(xs, 1), gate(hs, 1))); // reset: how much of it the candidate sees
    Variable hh = tanh(add(gate(xs, 2), mul(r, gate(hs, 2)))); // candidate
    Variable oneMinusZ = addScalar(neg(z), 1);
    return add(mul(z, hPrev), mul(oneMinusZ, hh));
  }

  /** The columns of a gate. The gates lie side by side, in the order z, r, h. */
  private static Variable gate(Variable all, int number) {
    return sliceColumns(all, number * UNITS, (number + 1) * UNITS);
  }

  private static String row(DMatrixRMaj matrix) {
    return String.format(Locale.ROOT, "[%.6f, %.6f]", matrix.get(0, 0), matrix.get(0, 1));
  }
}
