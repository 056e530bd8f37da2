package dev.rewind.examples;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.training.FitOptions;
import dev.rewind.training.Functional;
import dev.rewind.training.Input;
import dev.rewind.training.Model;
import dev.rewind.training.Predictions;
import dev.rewind.training.Tensor;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * An encoder and a decoder learn to say digits from the end: 3 1 4 2 becomes 2 4 1 3.
 *
 * <p>The encoder reads the digits; all that the decoder gets of them is the state that the encoder
 * ends with. In training the decoder is told what it should have said so far ("teacher forcing"),
 * so that all steps are learned at once. Afterwards it is told what it did say, step by step.
 */
public final class Example04EncoderDecoder {
  private static final int DIGITS = 10;
  private static final int START = 10; // what the decoder is told before its first digit
  private static final int LENGTH = 4;
  private static final int UNITS = 32;

  private Example04EncoderDecoder() {}

  public static void main(String[] args) {
    RandomSource random = RandomSource.of(1);
    int[] shuffled = random.permutation(10_000);
    List<int[]> training = Arrays.stream(shuffled, 0, 2000).mapToObj(n -> digits(n)).toList();
    List<int[]> others = Arrays.stream(shuffled, 2000, 2200).mapToObj(n -> digits(n)).toList();

    Model model = model(random);
    System.out.println(model.summary());
    model.compile(
        Adam.of().learningRate(0.01), SparseCategoricalCrossentropy.of().fromLogits(true));
    model.fit(data(training), FitOptions.of().epochs(15).verbose(false));

    int right = 0;
    List<int[]> said = decode(model, others);
    for (int i = 0; i < others.size(); i++) {
      right += Arrays.equals(said.get(i), reversed(others.get(i))) ? 1 : 0;
    }
    System.out.println(Arrays.toString(others.get(0)) + " -> " + Arrays.toString(said.get(0)));
    System.out.println("new numbers said right from the end: " + right + " of " + said.size());
  }

  private static Model model(RandomSource random) {
    Input source = Input.of(DataShape.sequence(1)).name("source");
    Input target = Input.of(DataShape.sequence(1)).name("target");
    Embedding embedding = Embedding.of(DIGITS + 1, 16); // a description: two layers are made of it
    GRU encoder = GRU.of(UNITS).returnState(true);
    Tensor state = source.apply(embedding).applyAll(encoder).get(1); // after [output, state]
    GRU decoder = GRU.of(UNITS).returnSequences(true);
    Tensor decoded = target.apply(embedding).apply(decoder, state); // starts from that state
    return Functional.of(List.of(source, target), List.of(decoded.apply(Dense.of(DIGITS))))
        .build(random);
  }

  /** The digits, what the decoder has said before each step, and as target what it shall say. */
  private static Dataset data(List<int[]> numbers) {
    List<int[]> before = numbers.stream().map(n -> afterStart(reversed(n), LENGTH - 1)).toList();
    List<double[][]> answers = numbers.stream().map(n -> steps(reversed(n))).toList();
    return Dataset.zip(sequences(numbers), sequences(before).withStepTargets(answers));
  }

  /** Lets the decoder say one digit after the other, each time the most likely one. */
  private static List<int[]> decode(Model model, List<int[]> numbers) {
    List<int[]> said = numbers.stream().map(number -> new int[LENGTH]).toList();
    for (int step = 0; step < LENGTH; step++) {
      int count = step;
      List<int[]> before = said.stream().map(digits -> afterStart(digits, count)).toList();
      Predictions next = model.predict(Dataset.zip(sequences(numbers), sequences(before)));
      for (int i = 0; i < said.size(); i++) {
        said.get(i)[step] = mostLikely(next.sample(i));
      }
    }
    return said;
  }

  /** The digit that the scores of the last step are for. */
  private static int mostLikely(DMatrixRMaj scores) {
    int last = scores.numRows - 1;
    return IntStream.range(0, DIGITS)
        .reduce((best, digit) -> scores.get(last, digit) > scores.get(last, best) ? digit : best)
        .orElseThrow();
  }

  private static int[] digits(int number) {
    return new int[] {number / 1000, number / 100 % 10, number / 10 % 10, number % 10};
  }

  private static int[] reversed(int[] digits) {
    return IntStream.range(0, LENGTH).map(t -> digits[LENGTH - 1 - t]).toArray();
  }

  private static int[] afterStart(int[] digits, int count) {
    return IntStream.concat(IntStream.of(START), Arrays.stream(digits, 0, count)).toArray();
  }

  private static SequenceDataset sequences(List<int[]> numbers) {
    return SequenceDataset.of(numbers.stream().map(number -> steps(number)).toList());
  }

  /** One time step for each digit. */
  private static double[][] steps(int[] digits) {
    return Arrays.stream(digits).mapToObj(digit -> new double[] {digit}).toArray(double[][]::new);
  }
}
