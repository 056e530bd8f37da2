package dev.rewind.layers.rnn.fused;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.square;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.activations.Sigmoid;
import dev.rewind.autograd.ops.activations.Tanh;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import dev.rewind.core.kernels.Workers;
import dev.rewind.testkit.Tolerance;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients to which others add too, where several shards of a batch add to them. */
class SharedGradientsTest {
  /** The same sums in another order. */
  private static final Tolerance ROUNDING = new Tolerance(1e-12, 1e-12);

  private static final int TIMESTEPS = 20;
  private static final int BATCH = 17;
  private static final int FEATURES = 5;

  private static DMatrixRMaj gaussian(int seed, int rows, int columns) {
    return RandomSource.of(seed).fillGaussian(0, 0.3, new DMatrixRMaj(rows, columns));
  }

  private static SequenceSteps steps(int timesteps, int batch) {
    return new SequenceSteps(timesteps, batch, false, false, false, Optional.empty());
  }

  /** The gradients of all inputs of a GRU, with each input used so many times besides. */
  private static DMatrixRMaj[] gradientsOfGru(int units, int otherUses) {
    GRUSequence op =
        new GRUSequence(
            steps(TIMESTEPS, BATCH), SequenceDropout.NONE, true, new Sigmoid(), new Tanh());
    try (Tape tape = Tape.create()) {
      Variable[] in = {
        tape.variable(gaussian(1, TIMESTEPS * BATCH, FEATURES)),
        tape.variable(gaussian(2, FEATURES, 3 * units)),
        tape.variable(gaussian(3, units, 3 * units)),
        tape.variable(gaussian(4, BATCH, units)),
        tape.variable(gaussian(5, 2, 3 * units))
      };
      Variable loss = sum(square(tape.record(op, in)));
      for (int use = 0; use < otherUses; use++) {
        for (Variable input : in) {
          loss = add(loss, sum(input));
        }
      }
      Gradients gradients = tape.gradients(loss);
      DMatrixRMaj[] found = new DMatrixRMaj[in.length];
      for (int i = 0; i < in.length; i++) {
        found[i] = gradients.of(in[i]).copy();
      }
      return found;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 12})
  void shardsAddToGradientsOfOtherUses(int units) {
    DMatrixRMaj[] alone = gradientsOfGru(units, 0);
    DMatrixRMaj[] together = gradientsOfGru(units, 2);
    for (int i = 0; i < alone.length; i++) {
      CommonOps_DDRM.add(alone[i], 2);
      assertMatrix(together[i]).named("input " + i).isCloseTo(alone[i], ROUNDING);
    }
  }

  /** The gradient of a kernel that is the input too: all shards add to it as that of the input. */
  private static double[] gradientOfKernelAndInput(Workers workers) {
    int size = 32;
    SimpleRNNSequence op = new SimpleRNNSequence(steps(1, size), SequenceDropout.NONE, new Tanh());
    try (Tape tape = Tape.of(Kernels.preferred().with(workers), new MatrixPool())) {
      Variable x = tape.variable(gaussian(1, size, size));
      Variable u = tape.variable(gaussian(2, size, size));
      Variable h = tape.variable(gaussian(3, size, size));
      return tape.gradients(sum(square(tape.record(op, x, x, u, h)))).of(x).copy().data;
    }
  }

  @Test
  void kernelThatIsTheInputTooHasTheSameBitsWithTwoThreads() {
    double[] expected = gradientOfKernelAndInput(Workers.of(1));
    try (Workers workers = Workers.eager(2)) {
      for (int run = 0; run < 200; run++) {
        assertThat(gradientOfKernelAndInput(workers)).isEqualTo(expected);
      }
    }
  }
}
