package dev.rewind.training.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.activations.Activations;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.FitOptions;
import dev.rewind.training.Functional;
import dev.rewind.training.History;
import dev.rewind.training.Input;
import dev.rewind.training.Model;
import dev.rewind.training.Objective;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import dev.rewind.training.metrics.Direction;
import dev.rewind.training.metrics.Metrics;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What is better, by the scores of a model with several outputs: Keras' mode "auto" fails there.
 */
class SeveralOutputsMonitorTest {
  private static final String MOOD = "mood";
  private static final int EPOCHS = 12;

  /** Random labels and numbers: the scores go up and down. */
  private static Dataset data() {
    RandomSource random = RandomSource.of(4);
    double[][] x = new double[12][2];
    int[] moods = new int[12];
    double[][] sizes = new double[12][1];
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
      moods[i] = random.nextInt(2);
      sizes[i][0] = random.nextGaussian();
    }
    SequenceDataset inputs = SequenceDataset.ofVectors(x);
    return inputs.withLabels(moods, List.of("glad", "sad")).and(inputs.withTargets(sizes));
  }

  private static Model model() {
    Input input = Input.of(DataShape.vectors(2)).name("in");
    Model model =
        Functional.of(
                List.of(input),
                List.of(
                    input.apply(Dense.of(2).activation(Activations.SOFTMAX).name(MOOD)),
                    input.apply(Dense.of(1).name("size"))))
            .build(RandomSource.of(1));
    model.compile(
        SGD.of().learningRate(0.9),
        Objective.of(SparseCategoricalCrossentropy.of(), Metrics.accuracy()).output(MOOD),
        Objective.of(MeanSquaredError.of()).weight(0.1).output("size"));
    return model;
  }

  private static History fit(Callback callback) {
    FitOptions options = FitOptions.of().verbose(false).epochs(EPOCHS).batchSize(3);
    return model().fit(data(), options.validationSplit(0.5).callbacks(callback));
  }

  @Test
  void autoAsksTheScoreOfTheOutput() {
    Map<String, Direction> directions = new TreeMap<>();
    fit(
        LambdaCallback.of()
            .onTrainBegin(
                training ->
                    training
                        .logNames()
                        .forEach(
                            name ->
                                directions.put(
                                    name,
                                    new Monitor("test", name, MonitorMode.AUTO, 0)
                                        .begin(training)))));
    assertThat(directions)
        .containsOnly(
            Map.entry("loss", Direction.DOWN),
            Map.entry("mood_accuracy", Direction.UP),
            Map.entry("mood_loss", Direction.DOWN),
            Map.entry("size_loss", Direction.DOWN),
            Map.entry("val_loss", Direction.DOWN),
            Map.entry("val_mood_accuracy", Direction.UP),
            Map.entry("val_mood_loss", Direction.DOWN),
            Map.entry("val_size_loss", Direction.DOWN));
  }

  @Test
  void bestEpochIsThatWithTheHighestAccuracyOrTheLowestLossOfTheOutput() {
    for (String score :
        List.of("mood_accuracy", "val_mood_accuracy", "mood_loss", "val_mood_loss")) {
      EarlyStopping stopping = EarlyStopping.of().monitor(score).patience(EPOCHS);
      List<Double> values = fit(stopping).get(score);
      double highest = Collections.max(values);
      double lowest = Collections.min(values);
      assertThat(lowest).as(score).isLessThan(highest);
      assertThat(stopping.bestEpoch())
          .as(score + " of " + values)
          .isEqualTo(values.indexOf(score.endsWith("accuracy") ? highest : lowest));
    }
  }
}
