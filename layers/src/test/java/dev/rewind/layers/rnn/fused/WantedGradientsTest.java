package dev.rewind.layers.rnn.fused;

import static dev.rewind.autograd.ops.Ops.square;
import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.activations.Sigmoid;
import dev.rewind.autograd.ops.activations.Tanh;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sequence ops of whose inputs some are constants: x, W, U, each initial state and the bias. */
class WantedGradientsTest {
  private static final int STEPS = 3;

  /** Enough for two shards, of which one is larger. */
  private static final int BATCH = 17;

  private static final int FEATURES = 3;
  private static final int UNITS = 2;

  /** All cells. */
  enum Cell {
    GRU_WITH_RESET_AFTER,
    GRU_WITH_RESET_BEFORE,
    LSTM,
    SIMPLE_RNN;

    SequenceOp op(SequenceSteps steps, SequenceDropout dropout) {
      return switch (this) {
        case GRU_WITH_RESET_AFTER ->
            new GRUSequence(steps, dropout, true, new Sigmoid(), new Tanh());
        case GRU_WITH_RESET_BEFORE ->
            new GRUSequence(steps, dropout, false, new Sigmoid(), new Tanh());
        case LSTM -> new LSTMSequence(steps, dropout, new Sigmoid(), new Tanh());
        case SIMPLE_RNN -> new SimpleRNNSequence(steps, dropout, new Tanh());
      };
    }
  }

  private static DMatrixRMaj gaussian(int seed, int rows, int columns) {
    return RandomSource.of(seed).fillGaussian(0, 0.7, new DMatrixRMaj(rows, columns));
  }

  private static List<DMatrixRMaj> several(int seed, int count, int rows, int columns) {
    List<DMatrixRMaj> matrices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      matrices.add(gaussian(seed + i, rows, columns));
    }
    return matrices;
  }

  private static Optional<DMatrixRMaj> holes() {
    DMatrixRMaj holes = gaussian(6, STEPS * BATCH, 1);
    for (int i = 0; i < holes.getNumElements(); i++) {
      holes.set(i, holes.get(i) > 0 ? 1 : 0);
    }
    return Optional.of(holes);
  }

  private static List<DMatrixRMaj> inputs(SequenceOp op) {
    int columns = op.gates() * UNITS;
    List<DMatrixRMaj> inputs = new ArrayList<>();
    inputs.add(gaussian(1, STEPS * BATCH, FEATURES));
    inputs.add(gaussian(2, FEATURES, columns));
    inputs.add(gaussian(3, UNITS, columns));
    inputs.addAll(several(40, op.states(), BATCH, UNITS));
    inputs.add(gaussian(5, op.biasRows(), columns));
    return inputs;
  }

  /** The gradients of the inputs whose bit is set; the others are constants. */
  private static List<Optional<DMatrixRMaj>> gradients(
      SequenceOp op, List<DMatrixRMaj> inputs, int wanted, MatrixPool pool) {
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable[] in = new Variable[inputs.size()];
      for (int i = 0; i < in.length; i++) {
        in[i] = isIn(wanted, i) ? tape.variable(inputs.get(i)) : tape.constant(inputs.get(i));
      }
      Gradients gradients = tape.gradients(sum(square(tape.record(op, in))));
      List<Optional<DMatrixRMaj>> found = new ArrayList<>();
      for (int i = 0; i < in.length; i++) {
        found.add(isIn(wanted, i) ? Optional.of(gradients.of(in[i]).copy()) : Optional.empty());
      }
      return found;
    }
  }

  private static boolean isIn(int set, int number) {
    return (set >> number & 1) != 0;
  }

  /** With and without a mask, all states or the last, kept or computed again. */
  private static List<SequenceSteps> forms() {
    List<SequenceSteps> forms = new ArrayList<>();
    for (Optional<DMatrixRMaj> valid : List.of(Optional.<DMatrixRMaj>empty(), holes())) {
      for (boolean allStates : new boolean[] {true, false}) {
        for (boolean rematerialise : new boolean[] {true, false}) {
          forms.add(new SequenceSteps(STEPS, BATCH, false, allStates, rematerialise, valid));
        }
      }
    }
    return forms;
  }

  /** Each alone, and all but one. */
  private static void assertSameBitsWhateverElseIsWanted(SequenceOp op) {
    MatrixPool pool = new MatrixPool();
    List<DMatrixRMaj> inputs = inputs(op);
    int all = (1 << inputs.size()) - 1;
    List<Optional<DMatrixRMaj>> expected = gradients(op, inputs, all, pool);
    for (int input = 0; input < inputs.size(); input++) {
      for (int wanted : new int[] {1 << input, all - (1 << input)}) {
        List<Optional<DMatrixRMaj>> actual = gradients(op, inputs, wanted, pool);
        for (int i = 0; i < actual.size(); i++) {
          if (isIn(wanted, i)) {
            assertThat(actual.get(i).orElseThrow().data)
                .as("gradient %d of those in %s of %s", i, Integer.toBinaryString(wanted), op)
                .isEqualTo(expected.get(i).orElseThrow().data);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsHaveTheSameBitsWhicheverOthersAreWanted(Cell cell) {
    for (SequenceSteps steps : forms()) {
      int gates = cell.op(steps, SequenceDropout.NONE).gates();
      for (int masks : new int[] {0, gates}) {
        assertSameBitsWhateverElseIsWanted(
            cell.op(
                steps,
                new SequenceDropout(
                    several(70, masks, BATCH, FEATURES), several(80, masks, BATCH, UNITS))));
      }
    }
  }
}
