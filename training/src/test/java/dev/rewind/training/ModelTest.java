package dev.rewind.training;

import static dev.rewind.training.TestModels.LINE;
import static dev.rewind.training.TestModels.ROUNDING;
import static dev.rewind.training.TestModels.SILENT;
import static dev.rewind.training.TestModels.gru;
import static dev.rewind.training.TestModels.line;
import static dev.rewind.training.TestModels.ramps;
import static dev.rewind.training.TestModels.sq;
import static dev.rewind.training.TestModels.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.constraints.MaxNorm;
import dev.rewind.layers.regularizers.L2;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanSquaredError;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Training changes the weights as the equations say. */
class ModelTest {
  @Test
  void fitLearnsToTellRampsApart() {
    Dataset data = ramps(60);
    Model model = gru(1);
    History history = model.fit(data, SILENT.epochs(30).batchSize(10));
    assertThat(history.epochs()).hasSize(30);
    assertThat(history.last("loss")).isLessThan(0.5 * history.get("loss").get(0));
    assertThat(model.evaluate(data)).containsEntry("accuracy", 1.0);
  }

  @Test
  void equalSeedsGiveEqualBitsAndOtherSeedsOthers() {
    Dataset data = ramps(20);
    List<Double> first = gru(3).fit(data, SILENT.epochs(2)).get("loss");
    assertThat(gru(3).fit(data, SILENT.epochs(2)).get("loss")).isEqualTo(first);
    assertThat(gru(4).fit(data, SILENT.epochs(2)).get("loss")).isNotEqualTo(first);
  }

  @Test
  void oneStepOfGradientDescentIsWhatItIsByHand() {
    Model model = line(Dense.of(1));
    double w = weight(model, 0);
    Map<String, Double> scores = model.trainOnBatch(LINE.batch(1, 3));
    // L = ((w − 1)² + (3w − 5)²) / 2 with bias 0
    assertThat(scores.get("loss")).isCloseTo((sq(w - 1) + sq(3 * w - 5)) / 2, within(ROUNDING));
    assertThat(weight(model, 0))
        .isCloseTo(w - 0.05 * ((w - 1) + 3 * (3 * w - 5)), within(ROUNDING));
    assertThat(weight(model, 1)).isCloseTo(-0.05 * ((w - 1) + (3 * w - 5)), within(ROUNDING));
  }

  @Test
  void penaltiesAreAddedOncePerStepAndPullTheWeight() {
    Model plain = line(Dense.of(1));
    Model penalized = line(Dense.of(1).kernelRegularizer(L2.of(0.1)));
    double w = weight(plain, 0);
    double loss = plain.trainOnBatch(LINE.batch(0, 1)).get("loss");
    assertThat(penalized.trainOnBatch(LINE.batch(0, 1)).get("loss"))
        .isCloseTo(loss + 0.1 * w * w, within(ROUNDING));
    assertThat(weight(penalized, 0))
        .isCloseTo(weight(plain, 0) - 0.05 * 2 * 0.1 * w, within(ROUNDING));
  }

  @Test
  void scaledLossTakesTheSameStep() {
    Model plain = line(Dense.of(1));
    Model scaled = line(Dense.of(1));
    scaled.compile(SGD.of().learningRate(0.05).lossScaleFactor(1024), MeanSquaredError.of());
    double loss = plain.trainOnBatch(LINE.batch(0, 1)).get("loss");
    assertThat(scaled.trainOnBatch(LINE.batch(0, 1))).containsEntry("loss", loss);
    assertThat(weight(scaled, 0)).isEqualTo(weight(plain, 0));
  }

  @Test
  void averagedWeightsStandInTheModelAfterFit() {
    Model plain = line(Dense.of(1));
    plain.trainOnBatch(LINE.batch(0, 1));
    double first = weight(plain, 0);
    plain.trainOnBatch(LINE.batch(2, 3));
    Model averaging = line(Dense.of(1));
    averaging.compile(
        SGD.of().learningRate(0.05).useEma(true).emaMomentum(0.75), MeanSquaredError.of());
    averaging.fit(LINE, SILENT.batchSize(2).shuffle(false));
    assertThat(weight(averaging, 0))
        .isCloseTo(0.75 * first + 0.25 * weight(plain, 0), within(ROUNDING));
  }

  @Test
  void constraintsHoldAfterEveryStep() {
    Model model = line(Dense.of(1).kernelConstraint(MaxNorm.of(0.5)));
    model.fit(LINE, SILENT.epochs(20));
    assertThat(Math.abs(weight(model, 0))).isCloseTo(0.5, within(1e-6));
  }

  private static Model frozenFirst(Dense first) {
    Model model =
        Sequential.of(DataShape.vectors(1), first.trainable(false), Dense.of(1))
            .build(RandomSource.of(1));
    model.compile(SGD.of(), MeanSquaredError.of());
    return model;
  }

  @Test
  void frozenLayersKeepTheirWeightsAndPayNoPenalty() {
    Model model = frozenFirst(Dense.of(2).kernelRegularizer(L2.of(10)));
    assertThat(model.evaluate(LINE)).isEqualTo(frozenFirst(Dense.of(2)).evaluate(LINE));
    double frozen = weight(model, 0);
    double trained = weight(model, 2);
    model.fit(LINE, SILENT);
    assertThat(weight(model, 0)).isEqualTo(frozen);
    assertThat(weight(model, 2)).isNotEqualTo(trained);
  }

  @Test
  void epochLossCountsEverySampleTheSameThoughTheLastBatchIsSmaller() {
    Model model = line(Dense.of(1).trainable(true));
    Model untrained = line(Dense.of(1));
    double whole = untrained.evaluate(LINE, 4).get("loss");
    assertThat(untrained.evaluate(LINE, 3).get("loss")).isCloseTo(whole, within(ROUNDING));
    assertThat(model.evaluate(LINE, 1).get("loss")).isCloseTo(whole, within(ROUNDING));
  }

  @Test
  void validationSplitKeepsTheLastSamplesFromTraining() {
    double[][] x = {{1}, {1}, {1}, {50}};
    Dataset data = SequenceDataset.ofVectors(x).withTargets(new double[][] {{0}, {0}, {0}, {99}});
    Model model = line(Dense.of(1).useBias(false));
    double w = weight(model, 0);
    History history = model.fit(data, SILENT.batchSize(3).validationSplit(0.25));
    assertThat(history.last("loss")).isCloseTo(w * w, within(ROUNDING));
    assertThat(history.last("val_loss")).isCloseTo(sq(50 * weight(model, 0) - 99), within(1e-9));
  }

  @Test
  void weightsOfAWholeSnapshotSuitAModelThatOnlyPredicts() {
    Model trained = gru(1);
    trained.fit(ramps(8), SILENT);
    Model other =
        Sequential.of(DataShape.sequence(2), GRU.of(6), Dense.of(2).activation(Activations.SOFTMAX))
            .build(RandomSource.of(2));
    other.restoreWeights(trained.save());
    assertThat(other.predict(ramps(4)).matrix().data)
        .containsExactly(trained.predict(ramps(4)).matrix().data);
  }

  /** An answer for a long sequence counts as much as one for a short one, batch by batch. */
  @Test
  void accuracyDoesNotDependOnHowSequencesAreCutIntoBatches() {
    Model model = gru(1);
    int[] rightIfShort = IntStream.range(0, 40).map(i -> i % 4 < 2 ? i % 2 : 1 - i % 2).toArray();
    Dataset data = ramps(40).withLabels(rightIfShort);
    double accuracy = model.evaluate(data, 40).get("accuracy");
    assertThat(accuracy).isBetween(0.4, 0.6);
    assertThat(model.evaluate(data, 1).get("accuracy")).isCloseTo(accuracy, within(ROUNDING));
    assertThat(model.evaluate(data, 1).get("loss"))
        .isCloseTo(model.evaluate(data, 40).get("loss"), within(ROUNDING));
  }
}
