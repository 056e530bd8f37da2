package dev.rewind.examples;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.training.FitOptions;
import dev.rewind.training.Model;
import dev.rewind.training.Sequential;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.data.ContiguousChunks;
import dev.rewind.training.data.Vocabulary;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How much memory does learning from a million time steps need? With truncated backpropagation
 * through time as much as one piece of them; without, as much as all.
 *
 * <p>What is printed is the heap in use after a collection of garbage: the text, the weights, the
 * state of the optimizer, and all matrices of the step before, which are kept for the next one.
 */
public final class FlatMemory {
  private static final int TIMESTEPS = 1_000_000;
  private static final int PIECE = 100;
  private static final int LONG_PIECE = 10_000;

  private FlatMemory() {}

  public static void main(String[] args) throws IOException {
    String text = CharacterModel.text();
    Vocabulary characters = Vocabulary.ofCharacters(text);
    int[] ids = Arrays.copyOf(characters.encode(text), TIMESTEPS + 1); // one stream
    System.out.println(model(characters).summary());

    System.out.printf(Locale.ROOT, "%,d time steps in pieces of %d:%n", TIMESTEPS, PIECE);
    List<Double> heaps = learn(model(characters), ids, PIECE, TIMESTEPS);
    double most = Collections.max(heaps);
    System.out.printf(Locale.ROOT, "from %.3f to %.3f MB%n%n", Collections.min(heaps), most);

    System.out.printf(Locale.ROOT, "The same model, in pieces of %,d:%n", LONG_PIECE);
    double longest = Collections.max(learn(model(characters), ids, LONG_PIECE, 10 * LONG_PIECE));
    double each = (longest - most) / (LONG_PIECE - PIECE);
    System.out.printf(
        Locale.ROOT,
        "that is %.1f KB for each step of a piece, and %,.0f MB for all in one piece%n",
        1000 * each,
        each * TIMESTEPS);
  }

  private static Model model(Vocabulary characters) {
    Model model =
        Sequential.of(
                DataShape.sequence(1),
                Embedding.of(characters.size(), 16),
                GRU.of(32).returnSequences(true).stateful(true),
                Dense.of(characters.size()))
            .build(RandomSource.of(1));
    model.compile(
        Adam.of().learningRate(2e-3).globalClipnorm(1),
        SparseCategoricalCrossentropy.of().fromLogits(true));
    return model;
  }

  /** Learns from some time steps, and measures the heap ten times on the way. */
  private static List<Double> learn(Model model, int[] ids, int piece, int timesteps) {
    List<Double> heaps = new ArrayList<>();
    Callback watch =
        new Callback() {
          @Override
          public void onTrainBatchEnd(Training training) {
            int read = (training.step() + 1) * piece;
            if (read % (timesteps / 10) == 0) {
              heaps.add(heap());
              System.out.printf(
                  Locale.ROOT,
                  "%,11d steps %9.3f MB   loss %.3f%n",
                  read,
                  heaps.get(heaps.size() - 1),
                  training.logs().get("loss"));
            }
          }
        };
    FitOptions options = FitOptions.of().verbose(false).stepsPerEpoch(timesteps / piece);
    model.fit(ContiguousChunks.ofIds(ids, 1, piece), options.callbacks(watch));
    return heaps;
  }

  /** What is in use once all garbage is gone, in megabytes. */
  private static double heap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() / 1e6;
  }
}
