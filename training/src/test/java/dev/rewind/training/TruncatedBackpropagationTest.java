package dev.rewind.training;

import static dev.rewind.training.TestModels.ROUNDING;
import static dev.rewind.training.TestModels.SILENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanAbsoluteError;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.metrics.LossMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class TruncatedBackpropagationTest {

  private static Model model(boolean stateful) {
    Model model =
        Sequential.of(
                DataShape.sequence(1),
                GRU.of(3).returnSequences(true).stateful(stateful),
                Dense.of(1))
            .build(RandomSource.of(1));
    model.compile(SGD.of().learningRate(0.1), MeanSquaredError.of());
    return model;
  }

  /** The running mean of noise. */
  private static Dataset noise(int samples, int timesteps) {
    RandomSource random = RandomSource.of(3);
    List<double[][]> x = new ArrayList<>();
    List<double[][]> y = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      double[][] inputs = new double[timesteps][1];
      double[][] targets = new double[timesteps][1];
      double mean = 0;
      for (int t = 0; t < timesteps; t++) {
        inputs[t][0] = random.nextGaussian();
        mean = 0.8 * mean + 0.2 * inputs[t][0];
        targets[t][0] = mean;
      }
      x.add(inputs);
      y.add(targets);
    }
    return SequenceDataset.of(x).withStepTargets(y);
  }

  private static double[] weights(Model model) {
    return model.weights().get(1).parameter().value().data.clone();
  }

  @Test
  void eachPieceIsAStepThatStartsFromTheStateOfTheOneBefore() {
    Dataset data = noise(2, 10);
    Model cut = model(true);
    cut.fit(data, SILENT.shuffle(false).truncatedBackpropagation(4).epochs(2));
    Model byHand = model(true);
    Model withoutStates = model(true);
    for (int epoch = 0; epoch < 2; epoch++) {
      byHand.resetStates();
      for (Batch piece : data.batch(0, 1).chunks(4)) {
        byHand.trainOnBatch(piece);
        withoutStates.resetStates();
        withoutStates.trainOnBatch(piece);
      }
    }
    assertThat(cut.optimizer().iterations()).isEqualTo(6);
    assertThat(weights(cut)).containsExactly(weights(byHand));
    assertThat(weights(cut)).isNotEqualTo(weights(withoutStates));
  }

  @Test
  void pieceThatIsLongEnoughIsTheWhole() {
    Dataset data = noise(6, 10);
    Model cut = model(true);
    cut.fit(data, SILENT.truncatedBackpropagation(10).batchSize(4).epochs(3));
    Model whole = model(false);
    whole.fit(data, SILENT.batchSize(4).epochs(3));
    assertThat(weights(cut)).containsExactly(weights(whole));
  }

  @Test
  void lossOfThePiecesIsThatOfTheWholeBeforeAnythingIsLearned() {
    Dataset data = noise(4, 12);
    Model cut = model(true);
    cut.compile(SGD.of().learningRate(0), MeanSquaredError.of());
    History history =
        cut.fit(data, SILENT.truncatedBackpropagation(3).validationData(data).batchSize(2));
    double expected = model(false).evaluate(data).get("loss");
    assertThat(history.last("loss")).isCloseTo(expected, within(ROUNDING));
    assertThat(history.last("val_loss")).isCloseTo(expected, within(ROUNDING));
  }

  @Test
  void memoryDependsOnTheLengthOfAPieceOnly() {
    Model model = model(true);
    List<Long> made = new ArrayList<>();
    Callback spy =
        new Callback() {
          @Override
          public void onTrainBatchEnd(Training training) {
            made.add(model.execution().matricesMade());
          }
        };
    model.fit(noise(2, 400), SILENT.truncatedBackpropagation(5).callbacks(spy).shuffle(false));
    assertThat(made).hasSize(80);
    assertThat(made.get(79)).as("no new matrix after the first pieces").isEqualTo(made.get(2));
  }

  @Test
  void layerThatCarriesNothingIsRefused() {
    Model model = model(false);
    assertThatThrownBy(() -> model.fit(noise(2, 8), SILENT.truncatedBackpropagation(4)))
        .hasMessage(
            "fit: truncatedBackpropagation(4) needs layers that carry their states, and gru does"
                + " not. Make it stateful(true).");
    assertThatThrownBy(() -> SILENT.truncatedBackpropagation(0))
        .hasMessage("fit: truncatedBackpropagation must be positive, got 0.");
  }

  @Test
  void layerThatReadsBackwardsIsRefused() {
    for (LayerConfig layer :
        List.of(
            GRU.of(2).returnSequences(true).stateful(true).goBackwards(true),
            Bidirectional.of(GRU.of(2).returnSequences(true).stateful(true)).name("gru"))) {
      Model model =
          Sequential.of(DataShape.sequence(1), layer, Dense.of(1)).build(RandomSource.of(1));
      model.compile(SGD.of(), MeanSquaredError.of());
      assertThatThrownBy(() -> model.fit(noise(2, 8), SILENT.truncatedBackpropagation(4)))
          .hasMessage(
              "fit: truncatedBackpropagation(4) carries states to later pieces, and gru reads time"
                  + " backwards. Leave it out, or train on whole sequences.");
    }
  }

  @Test
  void dataThatCanNotBeCutAreRefusedBeforeTheFirstStep() {
    Model model =
        Sequential.of(DataShape.sequence(1), GRU.of(2).stateful(true)).build(RandomSource.of(1));
    model.compile(SGD.of(), MeanSquaredError.of());
    Dataset data = SequenceDataset.of(new double[3][5][1]).withTargets(new double[3][2]);
    assertThatThrownBy(() -> model.fit(data, SILENT.truncatedBackpropagation(4)))
        .hasMessage(
            "chunks: targets are BatchTarget[[1, 2]]; expected one for each of the 5 time steps."
                + " Return sequences from the last recurrent layer, and give step targets.");
  }

  @Test
  void evaluationTakesPiecesTooAndNothingIsLeftBehind() {
    Dataset data = noise(4, 12);
    Model model = model(true);
    model.fit(data, SILENT.truncatedBackpropagation(3).batchSize(2));
    double whole = model.evaluate(data).get("loss");
    assertThat(model.evaluate(data.batches(4).chunks(3)).get("loss"))
        .isCloseTo(whole, within(ROUNDING));
  }

  /** Lengths that pieces do not divide, and a metric, which counts samples and not pieces. */
  @Test
  void scoresOfPiecesAreThoseOfTheWholeWhateverTheirLengths() {
    List<double[][]> x = new ArrayList<>();
    List<double[][]> y = new ArrayList<>();
    for (int length : new int[] {11, 3, 7}) {
      Batch one = noise(1, length).batch(0);
      x.add(rows(one.inputs()));
      y.add(rows(one.targets()));
    }
    for (Dataset data : List.of(noise(2, 11), SequenceDataset.of(x).withStepTargets(y))) {
      Model model = model(true);
      model.compile(
          SGD.of().learningRate(0), MeanSquaredError.of(), LossMetric.of(MeanAbsoluteError.of()));
      History history = model.fit(data, SILENT.truncatedBackpropagation(5).validationData(data));
      Map<String, Double> whole = model.evaluate(data);
      whole.forEach(
          (name, value) -> {
            assertThat(history.last(name)).isCloseTo(value, within(ROUNDING));
            assertThat(history.last("val_" + name)).isCloseTo(value, within(ROUNDING));
          });
    }
  }

  private static double[][] rows(DMatrixRMaj column) {
    return Arrays.stream(column.data).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  @Test
  void validationInTheMiddleOfASequenceLeavesWhatTrainingCarries() {
    Dataset data = noise(2, 20);
    FitOptions options =
        SILENT.truncatedBackpropagation(5).stepsPerEpoch(2).epochs(4).shuffle(false);
    Model alone = model(true);
    alone.fit(data, options);
    Model validated = model(true);
    validated.fit(data, options.validationData(noise(3, 7)));
    assertThat(weights(validated)).containsExactly(weights(alone));
  }
}
