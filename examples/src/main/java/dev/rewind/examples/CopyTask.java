package dev.rewind.examples;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.optimizers.schedules.CosineDecay;
import dev.rewind.training.FitOptions;
import dev.rewind.training.Model;
import dev.rewind.training.Objective;
import dev.rewind.training.Sequential;
import dev.rewind.training.data.Batch;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import dev.rewind.training.metrics.Metrics;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/**
 * The copy task: ten symbols are to be remembered while nothing happens, and repeated when a sign
 * is given.
 *
 * <pre>
 *   input   c a h d d b g a e f · · · · · · · · · ! · · · · · · · · · ·
 *   target  · · · · · · · · · · · · · · · · · · · · c a h d d b g a e f
 *           10 symbols of 8     T − 1 blanks, sign  10 blanks
 * </pre>
 *
 * <p>Who forgets says blanks first and then guesses, which costs log 8 in 10 of T + 20 steps: a
 * mean cross-entropy of 10·log(8) / (T + 20). The GRU is to get below that.
 *
 * <p>T is 10 here, so that nearly all is repeated right after a minute or two. A longer one is
 * learned more slowly: make {@code DELAY} 100 to see how slowly.
 *
 * <p>Training minds all steps, as in the paper. How many symbols are repeated right is measured
 * with sample weights, which are 0 where blanks are to be said.
 *
 * <p><b>Source</b>: Arjovsky, Shah and Bengio, arXiv:1511.06464, section 4.1, following Hochreiter
 * and Schmidhuber, "Long short-term memory", Neural Computation 9 (1997); gradients clipped at 1 as
 * there. What to expect: in their figure 1, with T from 100 to 500, LSTMs and networks with tanh
 * stay at the cost of forgetting, but for the shortest T; in figure 4 of Bai, Kolter and Koltun,
 * arXiv:1803.01271, with T = 500 and 1000 in nearly the same task, so do LSTMs and GRUs.
 */
public final class CopyTask {
  private static final int SYMBOLS = 8;
  private static final int BLANK = 8;
  private static final int SIGN = 9;
  private static final int COPIED = 10;
  private static final String LETTERS = "abcdefgh·!";

  private static final int DELAY = 10;
  private static final int UNITS = 100;
  private static final int BATCH_SIZE = 16;
  private static final int EPOCHS = 20;
  private static final int STEPS_PER_EPOCH = 200;

  private CopyTask() {}

  public static void main(String[] args) {
    long start = System.nanoTime();
    Model model = build(UNITS, EPOCHS * STEPS_PER_EPOCH, 1);
    RandomSource random = RandomSource.of(2);
    Iterable<Batch> batches =
        () -> Stream.generate(() -> batch(DELAY, BATCH_SIZE, random)).iterator();
    Batch recall = onlyRecall(batch(DELAY, 200, RandomSource.of(3)));

    System.out.printf(
        Locale.ROOT,
        "%d symbols, to be repeated after %d steps. Forgetting costs %.4f, and guesses %.1f %%.%n%n",
        COPIED,
        DELAY,
        baseline(DELAY),
        100.0 / SYMBOLS);
    System.out.println("sequences    loss  of forgetting  symbols repeated right");
    FitOptions options = FitOptions.of().stepsPerEpoch(STEPS_PER_EPOCH).verbose(false);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double loss = model.fit(batches, options).last("loss");
      System.out.printf(
          Locale.ROOT,
          "%9d  %.4f         %.4f  %.1f %%%n",
          epoch * STEPS_PER_EPOCH * BATCH_SIZE,
          loss,
          baseline(DELAY),
          100 * accuracy(model, recall));
    }

    Batch one = batch(DELAY, 1, RandomSource.of(4));
    System.out.println("\nread    " + letters(one.inputs()));
    System.out.println("said    " + letters(model.predictOnBatch(one).sample(0)));
    System.out.printf(Locale.ROOT, "All in %.0f s.%n", (System.nanoTime() - start) / 1e9);
  }

  /** A GRU that reads the symbols, and a dense layer that says one at each step. */
  static Model build(int units, int steps, long seed) {
    Model model =
        Sequential.of(
                DataShape.sequence(LETTERS.length()),
                GRU.of(units).returnSequences(true),
                Dense.of(LETTERS.length()))
            .build(RandomSource.of(seed));
    model.compile(
        Adam.of().learningRate(CosineDecay.of(0.01, steps)).globalClipnorm(1),
        Objective.of(SparseCategoricalCrossentropy.of().fromLogits(true))
            .weightedMetrics(Metrics.accuracy()));
    return model;
  }

  /** The mean cross-entropy of forgetting. */
  static double baseline(int delay) {
    return COPIED * Math.log(SYMBOLS) / (delay + 2 * COPIED);
  }

  /** Draws sequences: symbols as one-hot rows, and the number of the wanted one for each step. */
  static Batch batch(int delay, int samples, RandomSource random) {
    int timesteps = delay + 2 * COPIED;
    DMatrixRMaj inputs = new DMatrixRMaj(timesteps * samples, LETTERS.length());
    DMatrixRMaj targets = new DMatrixRMaj(timesteps * samples, 1);
    for (int row = 0; row < targets.numRows; row++) {
      int time = row / samples; // row = time · samples + sample
      int symbol = time == delay + COPIED - 1 ? SIGN : BLANK;
      if (time < COPIED) {
        symbol = random.nextInt(SYMBOLS);
        targets.set(row + (delay + COPIED) * samples, 0, symbol);
      }
      if (time < delay + COPIED) {
        targets.set(row, 0, BLANK);
      }
      inputs.set(row, symbol, 1);
    }
    return Batch.ofSequences(inputs, timesteps, Optional.empty()).withStepTargets(targets);
  }

  /** The same batch, in which only the steps count where a symbol is to be repeated. */
  static Batch onlyRecall(Batch batch) {
    DMatrixRMaj weights = new DMatrixRMaj(batch.targets().numRows, 1);
    for (int row = weights.numRows - COPIED * batch.size(); row < weights.numRows; row++) {
      weights.set(row, 0, 1);
    }
    return batch.withSampleWeights(weights);
  }

  static double accuracy(Model model, Batch batch) {
    return Objects.requireNonNull(model.testOnBatch(batch).get("accuracy"));
  }

  /** The letter of each row: that of its largest number. */
  private static String letters(DMatrixRMaj rows) {
    StringBuilder letters = new StringBuilder();
    for (int row = 0; row < rows.numRows; row++) {
      int largest = 0;
      for (int column = 1; column < rows.numCols; column++) {
        largest = rows.get(row, column) > rows.get(row, largest) ? column : largest;
      }
      letters.append(LETTERS.charAt(largest)).append(' ');
    }
    return letters.toString().strip();
  }
}
