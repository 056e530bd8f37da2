package dev.rewind.training;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import dev.rewind.training.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;

/** Data and models that several tests use. */
final class TestModels {
  private TestModels() {}

  static final double ROUNDING = 1e-12;
  static final FitOptions SILENT = FitOptions.of().verbose(false);

  /** Two classes of noisy ramps of 4 to 7 steps. */
  static SequenceDataset ramps(int samples) {
    RandomSource random = RandomSource.of(5);
    List<double[][]> sequences = new ArrayList<>();
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = i % 2;
      double[][] sequence = new double[4 + i % 4][2];
      for (int t = 0; t < sequence.length; t++) {
        sequence[t][0] = (labels[i] == 0 ? t : -t) + 0.3 * random.nextGaussian();
        sequence[t][1] = random.nextGaussian();
      }
      sequences.add(sequence);
    }
    return SequenceDataset.of(sequences).withLabels(labels, List.of("up", "down"));
  }

  /** Two features a step, the first of which is larger where the label is 1. */
  static Dataset tunes(int samples, int timesteps) {
    RandomSource random = RandomSource.of(6);
    int[][] labels = new int[samples][timesteps];
    double[][][] steps = new double[samples][timesteps][2];
    for (int i = 0; i < samples; i++) {
      for (int t = 0; t < timesteps; t++) {
        labels[i][t] = random.nextInt(2);
        steps[i][t][0] = random.nextGaussian() + labels[i][t];
      }
    }
    return SequenceDataset.of(steps).withStepLabels(labels);
  }

  static Model gru(long seed) {
    Model model =
        Sequential.of(
                DataShape.sequence(2),
                GRU.of(6).dropout(0.1),
                Dense.of(2).activation(Activations.SOFTMAX))
            .build(RandomSource.of(seed));
    model.compile(
        Adam.of().learningRate(0.03), SparseCategoricalCrossentropy.of(), Metrics.accuracy());
    return model;
  }

  /** y = 2x − 1 on four points. */
  static final Dataset LINE =
      SequenceDataset.ofVectors(new double[][] {{0}, {1}, {2}, {3}})
          .withTargets(new double[][] {{-1}, {1}, {3}, {5}});

  static Model line(Dense dense) {
    Model model = Sequential.of(DataShape.vectors(1), dense).build(RandomSource.of(1));
    model.compile(SGD.of().learningRate(0.05), MeanSquaredError.of());
    return model;
  }

  static double weight(Model model, int index) {
    return model.weights().get(index).parameter().value().get(0, 0);
  }

  static double sq(double x) {
    return x * x;
  }
}
