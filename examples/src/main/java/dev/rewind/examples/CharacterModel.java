package dev.rewind.examples;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.optimizers.schedules.CosineDecay;
import dev.rewind.training.FitOptions;
import dev.rewind.training.History;
import dev.rewind.training.Model;
import dev.rewind.training.Sequential;
import dev.rewind.training.data.ContiguousChunks;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.data.Vocabulary;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Which character comes next? A GRU learns it from a million characters of Shakespeare, is tested
 * on a tenth of the text that it has not read, and then writes some lines itself.
 *
 * <p>The text is cut into parallel streams, and these into chunks. The state is carried from chunk
 * to chunk, gradients are not: truncated backpropagation through time.
 */
public final class CharacterModel {
  private static final int STREAMS = 16;
  private static final int TIMESTEPS = 64;
  private static final int EPOCHS = 2;
  private static final int UNITS = 128;

  private CharacterModel() {}

  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    String text = text();
    int learned = (int) (text.length() * 0.9);
    Vocabulary characters = Vocabulary.ofCharacters(text);
    int[] ids = characters.encode(text);
    ContiguousChunks train = chunks(Arrays.copyOf(ids, learned));
    ContiguousChunks test = chunks(Arrays.copyOfRange(ids, learned, ids.length));

    Model model = build(characters, UNITS, EPOCHS * train.steps().orElseThrow());
    System.out.print(model.summary());
    History history = model.fit(train, FitOptions.of().epochs(EPOCHS).validationData(test));

    System.out.println("\nBits per character:");
    print(entropy(ids, characters.size()), "if one knows how frequent each character is");
    print(bits(history.last("loss")), "in the last pass, while it was learned");
    print(bits(history.last("val_loss")), "on the last tenth of the text, which was not learned");

    System.out.println("\nWhat the model writes after \"ROMEO:\":");
    System.out.println(write(model, characters, "ROMEO:\n", 500, 0.8, RandomSource.of(7)));
    System.out.printf(Locale.ROOT, "All in %.0f s.%n", (System.nanoTime() - start) / 1e9);
  }

  private static void print(double bits, String when) {
    System.out.printf(Locale.ROOT, "%6.3f  %s%n", bits, when);
  }

  static ContiguousChunks chunks(int... ids) {
    return ContiguousChunks.ofIds(ids, STREAMS, TIMESTEPS);
  }

  /** Each character as a vector, a GRU that remembers, and a score for each next character. */
  static Model build(Vocabulary characters, int units, int steps) {
    Model model =
        Sequential.of(
                DataShape.sequence(1),
                Embedding.of(characters.size(), 32),
                GRU.of(units).returnSequences(true).stateful(true),
                Dense.of(characters.size()))
            .build(RandomSource.of(1));
    model.compile(
        Adam.of().learningRate(CosineDecay.of(0.01, steps)).globalClipnorm(1),
        SparseCategoricalCrossentropy.of().fromLogits(true));
    return model;
  }

  /**
   * Lets a model go on with a text: each character is drawn by its probability, and then read.
   *
   * @param temperature what scores are divided by: towards 0 the most probable is always taken
   */
  static String write(
      Model model,
      Vocabulary characters,
      String beginning,
      int length,
      double temperature,
      RandomSource random) {
    model.resetStates(); // a stream of its own, after the parallel ones of training
    StringBuilder text = new StringBuilder(beginning);
    double[] scores = read(model, characters.encode(beginning));
    for (int i = 0; i < length; i++) {
      int next = draw(scores, temperature, random);
      text.append(characters.decode(next));
      scores = read(model, next);
    }
    return text.toString();
  }

  /** Reads on from where the model is; what it then expects is a score for each character. */
  static double[] read(Model model, int... ids) {
    DMatrixRMaj scores = model.predict(SequenceDataset.ofTokens(ids)).sample(0);
    int last = ids.length - 1;
    return IntStream.range(0, scores.numCols).mapToDouble(id -> scores.get(last, id)).toArray();
  }

  private static int draw(double[] scores, double temperature, RandomSource random) {
    double most = Arrays.stream(scores).max().orElseThrow();
    double[] odds =
        Arrays.stream(scores).map(s -> StrictMath.exp((s - most) / temperature)).toArray();
    double left = random.nextDouble() * Arrays.stream(odds).sum();
    int id = 0;
    while (id < odds.length - 1 && left >= odds[id]) {
      left -= odds[id];
      id++;
    }
    return id;
  }

  /** Nats, in which losses are, as bits. */
  static double bits(double nats) {
    return nats / Math.log(2);
  }

  /** What a prediction costs at best, in bits, if the characters before are not looked at. */
  static double entropy(int[] ids, int characters) {
    int[] counts = new int[characters];
    for (int id : ids) {
      counts[id]++;
    }
    double nats = 0;
    for (int count : counts) {
      double share = (double) count / ids.length;
      nats -= count == 0 ? 0 : share * Math.log(share);
    }
    return bits(nats);
  }

  static String text() throws IOException {
    String name = "/tiny-shakespeare/tiny-shakespeare.txt";
    try (InputStream in =
        Objects.requireNonNull(CharacterModel.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
