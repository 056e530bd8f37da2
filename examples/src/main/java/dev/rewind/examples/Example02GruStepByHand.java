package dev.rewind.examples;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sigmoid;
import static dev.rewind.autograd.ops.Ops.sliceColumns;
import static dev.rewind.autograd.ops.Ops.sub;
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
import org.ejml.data.DMatrixRMaj;

/**
 * One step of a GRU, written out gate by gate, beside the cell of the library: the same state, and
 * the same gradient through time.
 */
public final class Example02GruStepByHand {
  private static final int UNITS = 2;

  private Example02GruStepByHand() {}

  public static void main(String[] args) {
    RNNCell cell = GRUCell.of(UNITS).useBias(false).build("cell", 3, RandomSource.of(1));
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
    Variable xs = matmul(x, tape.parameter(weights.get(0).parameter()));
    Variable hs = matmul(hPrev, tape.parameter(weights.get(1).parameter()));
    Variable z = sigmoid(add(gate(xs, 0), gate(hs, 0)));
    Variable r = sigmoid(add(gate(xs, 1), gate(hs, 1)));
    Variable hh = tanh(add(gate(xs, 2), mul(r, gate(hs, 2))));
    Variable one = tape.constant(new DMatrixRMaj(new double[][] {{1, 1}}));
    return add(mul(z, hPrev), mul(sub(one, z), hh));
  }

  /** The columns of a gate: z, r, h. */
  private static Variable gate(Variable all, int number) {
    return sliceColumns(all, number * UNITS, (number + 1) * UNITS);
  }

  private static String row(DMatrixRMaj matrix) {
    return String.format("[%.6f, %.6f]", matrix.get(0, 0), matrix.get(0, 1));
  }
}
