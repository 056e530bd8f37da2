package dev.rewind.training;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Layer;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import java.util.ArrayList;
import java.util.List;

/** Graphs and data for them that several tests use. */
final class TestGraphs {
  private TestGraphs() {}

  /** Digits that the tiny sequences are made of; one more symbol starts the answer. */
  static final int DIGITS = 3;

  static final Input SOURCE = Input.of(DataShape.sequence(DIGITS)).name("source");
  static final Input TARGET = Input.of(DataShape.sequence(DIGITS + 1)).name("target");

  /** The state of an encoder is what the decoder starts from. */
  static Functional encoderDecoder(int units) {
    Tensor state = SOURCE.applyAll(GRU.of(units).returnState(true)).get(1);
    Tensor decoded = TARGET.apply(GRU.of(units).returnSequences(true), state);
    return Functional.of(List.of(SOURCE, TARGET), List.of(decoded.apply(Dense.of(DIGITS))));
  }

  /** Sequences of 2 to 4 digits, and as targets the same from the end, one step shifted. */
  static Dataset reversals(int samples) {
    RandomSource random = RandomSource.of(7);
    List<double[][]> source = new ArrayList<>();
    List<double[][]> target = new ArrayList<>();
    List<double[][]> next = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      int length = 2 + i % 3;
      double[][] digits = new double[length][DIGITS];
      double[][] said = new double[length][DIGITS + 1];
      double[][] reversed = new double[length][1];
      said[0][DIGITS] = 1;
      for (int t = 0; t < length; t++) {
        int digit = random.nextInt(DIGITS);
        digits[t][digit] = 1;
        reversed[length - 1 - t][0] = digit;
      }
      for (int t = 1; t < length; t++) {
        said[t][(int) reversed[t - 1][0]] = 1;
      }
      source.add(digits);
      target.add(said);
      next.add(reversed);
    }
    return Dataset.zip(
        SequenceDataset.of(source), SequenceDataset.of(target).withStepTargets(next));
  }

  static List<String> names(Model model) {
    return model.layers().stream().map(Layer::name).toList();
  }
}
