package dev.rewind.examples;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.SimpleRNN;
import dev.rewind.optimizers.Adam;
import dev.rewind.training.FitOptions;
import dev.rewind.training.History;
import dev.rewind.training.Model;
import dev.rewind.training.Sequential;
import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import dev.rewind.training.losses.MeanSquaredError;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The adding problem: of 100 numbers two are marked; their sum is wanted at the end. The first is
 * marked in the first half, so that it has to be kept for 50 steps on average.
 *
 * <pre>
 *   number   0.31  0.62  0.97  …  0.08  0.45  …  0.71
 *   marked   0     1     0     …  0     1     …  0        target 0.62 + 0.45
 * </pre>
 *
 * <p>Who always answers 1, the mean of such sums, has a mean squared error of 1/6 = 0.1667: twice
 * the variance 1/12 of a uniform number. A GRU learns to add. A simple recurrent network, trained
 * in the same way, does not get below that: its gradient has vanished after so many steps.
 *
 * <p>The batches are drawn without end, none comes twice: training loss is test loss. {@link
 * Additions} shows what such a source of batches needs for a training to be resumed exactly.
 *
 * <p><b>Source</b>: Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9
 * (1997), section 5.4; in the form of Arjovsky, Shah and Bengio, arXiv:1511.06464, section 4.2, who
 * have the baseline 0.167 and clip gradients at 1. Le, Jaitly and Hinton, arXiv:1504.00941, section
 * 4.1, have 0.1767, a slip. What to expect: in figure 2 of Arjovsky et al. an LSTM gets below the
 * baseline at length 100 and a network with tanh does not; in table 1 of Bai, Kolter and Koltun,
 * arXiv:1803.01271, at length 600, a GRU comes to 5.3e-5 and a simple network stays at 0.177. The
 * networks here are smaller, and trained by Adam.
 */
public final class AddingProblem {
  /** What always answering 1 costs. */
  static final double BASELINE = 1.0 / 6;

  private static final int TIMESTEPS = 100;
  private static final int UNITS = 32;
  private static final int BATCH_SIZE = 32;
  private static final int EPOCHS = 12;
  private static final int STEPS_PER_EPOCH = 50;

  private AddingProblem() {}

  public static void main(String[] args) {
    long start = System.nanoTime();
    System.out.printf(
        Locale.ROOT,
        "The sum of 2 marked numbers of %d. Always answering 1 costs %.4f.%n%nGRU(%d)%n",
        TIMESTEPS,
        BASELINE,
        UNITS);
    List<Double> gru = train(GRU.of(UNITS));
    System.out.printf("%nSimpleRNN(%d)%n", UNITS);
    List<Double> simple = train(SimpleRNN.of(UNITS));

    System.out.println("\nMean squared error, over the batches of each epoch:");
    System.out.println("sequences       GRU  SimpleRNN  always 1");
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      int seen = (epoch + 1) * STEPS_PER_EPOCH * BATCH_SIZE;
      System.out.printf(
          Locale.ROOT,
          "%9d  %8.5f   %8.5f  %8.5f%n",
          seen,
          gru.get(epoch),
          simple.get(epoch),
          BASELINE);
    }
    System.out.printf(Locale.ROOT, "All in %.0f s.%n", (System.nanoTime() - start) / 1e9);
  }

  private static List<Double> train(LayerConfig recurrent) {
    Additions batches = new Additions(TIMESTEPS, BATCH_SIZE, RandomSource.of(1));
    FitOptions options = FitOptions.of().epochs(EPOCHS).stepsPerEpoch(STEPS_PER_EPOCH);
    History history = build(recurrent, 2).fit(batches, options);
    return history.get("loss");
  }

  /** A recurrent layer that reads all steps, and a dense layer that gives the sum. */
  static Model build(LayerConfig recurrent, long seed) {
    Model model =
        Sequential.of(DataShape.sequence(2), recurrent, Dense.of(1)).build(RandomSource.of(seed));
    model.compile(Adam.of().learningRate(0.01).globalClipnorm(1), MeanSquaredError.of());
    return model;
  }

  /**
   * Batches of the task, without end. Since it is {@link Savable}, a snapshot of a training has
   * where the random source stood when the pass began, and a resumed training draws the same
   * batches.
   */
  static final class Additions implements Iterable<Batch>, Savable {
    private final int timesteps;
    private final int batchSize;
    private final RandomSource random;

    Additions(int timesteps, int batchSize, RandomSource random) {
      this.timesteps = timesteps;
      this.batchSize = batchSize;
      this.random = random;
    }

    /** Draws a batch only when it is asked for it: asking hasNext changes nothing. */
    @Override
    public Iterator<Batch> iterator() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public Batch next() {
          return draw();
        }
      };
    }

    @Override
    public Snapshot save() {
      return new Snapshot.Builder().put("random", random.state()).build();
    }

    @Override
    public void restore(Snapshot saved) {
      random.restore(saved.random("random"));
    }

    private Batch draw() {
      DMatrixRMaj inputs = new DMatrixRMaj(timesteps * batchSize, 2);
      DMatrixRMaj sums = new DMatrixRMaj(batchSize, 1);
      for (int row = 0; row < inputs.numRows; row++) {
        inputs.set(row, 0, random.nextDouble());
      }
      int half = timesteps / 2;
      for (int sample = 0; sample < batchSize; sample++) {
        mark(random.nextInt(half), sample, inputs, sums);
        mark(half + random.nextInt(timesteps - half), sample, inputs, sums);
      }
      return Batch.ofSequences(inputs, timesteps, Optional.empty()).withTargets(sums);
    }

    private void mark(int time, int sample, DMatrixRMaj inputs, DMatrixRMaj sums) {
      int row = time * batchSize + sample;
      inputs.set(row, 1, 1);
      sums.add(sample, 0, inputs.get(row, 0));
    }
  }
}
