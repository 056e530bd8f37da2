package dev.rewind.examples;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.optimizers.schedules.CosineDecay;
import dev.rewind.training.FitOptions;
import dev.rewind.training.History;
import dev.rewind.training.Model;
import dev.rewind.training.Sequential;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.Standardizer;
import dev.rewind.training.data.TsFile;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import dev.rewind.training.metrics.ConfusionMatrix;
import dev.rewind.training.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Who is speaking? Nine men said /ae/; 270 recordings of 7 to 26 time steps are learned, 370 others
 * are told apart.
 *
 * <p>The recordings differ in length: a batch is padded to its longest one, and the mask keeps the
 * GRU from taking the padding for speech.
 */
public final class JapaneseVowels {
  static final int SEEDS = 5;

  private static final int EPOCHS = 30;
  private static final int BATCH_SIZE = 32;

  private JapaneseVowels() {}

  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    TsFile training = read("JapaneseVowels_TRAIN.ts");
    TsFile testing = read("JapaneseVowels_TEST.ts");
    Standardizer standardizer = Standardizer.fit(training.dataset());
    Dataset train = standardizer.apply(training.dataset());
    Dataset test = standardizer.apply(testing.dataset());

    // Nothing is chosen by the test recordings: they only show how learning goes.
    Model model = build(1, train.size());
    System.out.print(model.summary());
    History history = model.fit(train, fitOptions().validationData(test));

    System.out.println("\nWho was taken for whom, in the recordings that were not learned:");
    ConfusionMatrix confusion = confusion(model, test, testing);
    System.out.print(confusion);
    System.out.println("Test accuracy: " + percent(confusion.accuracy()));

    Path picture = Path.of("examples", "target", "japanese-vowels.png");
    LearningCurve.write(history, "Nine speakers, GRU(64)", picture);
    System.out.println("Learning curve: " + picture);

    System.out.println("\nThe same from other random starts, two at a time:");
    IntStream.rangeClosed(2, SEEDS)
        .parallel()
        .mapToObj(seed -> seed + ": " + percent(accuracy(seed, train, test)))
        .forEach(line -> System.out.println("seed " + line));
    System.out.printf(Locale.ROOT, "All in %.0f s.%n", (System.nanoTime() - start) / 1e9);
  }

  /** A GRU that reads a recording, and a dense layer that names the speaker. */
  static Model build(long seed, int samples) {
    Model model =
        Sequential.of(
                DataShape.sequence(12),
                GRU.of(64).dropout(0.2),
                Dense.of(9).activation(Activations.SOFTMAX))
            .build(RandomSource.of(seed));
    int steps = EPOCHS * ((samples + BATCH_SIZE - 1) / BATCH_SIZE);
    model.compile(
        Adam.of().learningRate(CosineDecay.of(5e-3, steps)),
        SparseCategoricalCrossentropy.of(),
        Metrics.accuracy());
    return model;
  }

  static FitOptions fitOptions() {
    return FitOptions.of().epochs(EPOCHS).batchSize(BATCH_SIZE);
  }

  static double accuracy(long seed, Dataset train, Dataset test) {
    Model model = build(seed, train.size());
    model.fit(train, fitOptions().verbose(false));
    return Objects.requireNonNull(model.evaluate(test).get("accuracy"));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static ConfusionMatrix confusion(Model model, Dataset test, TsFile file) {
    ConfusionMatrix confusion = ConfusionMatrix.of(file.classNames());
    Batch all = test.batch(IntStream.range(0, test.size()).toArray());
    confusion.update(all.targets(), model.predict(test).matrix(), SampleWeights.of(test.size()));
    return confusion;
  }

  static TsFile read(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            JapaneseVowels.class.getResourceAsStream("/japanese-vowels/" + name), name)) {
      return TsFile.read(in, name);
    }
  }
}
