package dev.rewind.training;

import static dev.rewind.training.TestModels.ROUNDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Sequence;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Streams of models with random weights, and what they are compared with. */
final class Streams {
  static final int STEPS = 7;

  private Streams() {}

  /** A chain whose weights, biases too, are all random. */
  static Model model(DataShape input, LayerConfig... layers) {
    return randomised(Sequential.of(input, layers).build(RandomSource.of(3)));
  }

  static Model randomised(Model model) {
    RandomSource random = RandomSource.of(4);
    model
        .weights()
        .forEach(weight -> weight.parameter().update(v -> random.fillUniform(-0.6, 0.9, v)));
    return model;
  }

  static double[][] steps(int features) {
    return steps(features, 5);
  }

  static double[][] steps(int features, long seed) {
    RandomSource random = RandomSource.of(seed);
    double[][] steps = new double[STEPS][features];
    for (double[] step : steps) {
      Arrays.setAll(step, j -> random.nextGaussian());
    }
    return steps;
  }

  /** Both kernels, at every step. */
  static void assertSameAsWhole(Model model, double[][] x) {
    for (Kernels kernels : List.of(Kernels.portable(), Kernels.preferred())) {
      ModelStream stream = ModelStream.of(model.graph(), kernels);
      StreamSession session = stream.open();
      double[] y = new double[stream.outputs()];
      for (int t = 0; t < x.length; t++) {
        session.step(x[t], y);
        assertThat(y)
            .as("step %d, %s", t, kernels)
            .containsExactly(whole(model, Arrays.copyOf(x, t + 1)), within(ROUNDING));
      }
    }
  }

  /** The last row of the model's output for a whole sequence. */
  static double[] whole(Model model, double[][] x) {
    Runnable putBack = model.keepCarriedStates();
    model.resetStates();
    try (Tape tape = model.execution().newTape()) {
      Sequence data = Sequence.ofBatchMajor(tape, new double[][][] {x});
      Sequence output = model.call(CallContext.inference(tape), data);
      DMatrixRMaj rows = output.values().value();
      int last = rows.getNumElements() - rows.numCols;
      return Arrays.copyOfRange(rows.data, last, last + rows.numCols);
    } finally {
      putBack.run();
    }
  }

  /** All outputs of a session, one after the other. */
  static double[][] run(StreamSession session, double[][] x, int outputs) {
    double[][] y = new double[x.length][outputs];
    for (int t = 0; t < x.length; t++) {
      session.step(x[t], y[t]);
    }
    return y;
  }
}
