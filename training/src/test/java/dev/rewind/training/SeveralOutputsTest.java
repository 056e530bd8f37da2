package dev.rewind.training;

import static dev.rewind.training.TestModels.ROUNDING;
import static dev.rewind.training.TestModels.SILENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.regularizers.L2;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.BatchTarget;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanAbsoluteError;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.losses.Reduction;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import dev.rewind.training.metrics.BinaryAccuracy;
import dev.rewind.training.metrics.LossMetric;
import dev.rewind.training.metrics.Metrics;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class SeveralOutputsTest {
  private static final Objective STEPS = Objective.of(MeanSquaredError.of());
  private static final Objective TOTAL = Objective.of(MeanAbsoluteError.of());

  /** A number for each step, and one for the whole. */
  private static Model model(double penalty) {
    Input input = Input.of(DataShape.sequence(2)).name("in");
    List<Tensor> both = input.applyAll(GRU.of(5).returnSequences(true).returnState(true));
    Dense total = Dense.of(1).name("total").kernelRegularizer(L2.of(penalty));
    return Functional.of(
            List.of(input),
            List.of(both.get(0).apply(Dense.of(1).name("steps")), both.get(1).apply(total)))
        .build(RandomSource.of(1));
  }

  /** The first feature so far, and the mean of the second. */
  private static Dataset data(int samples) {
    RandomSource random = RandomSource.of(2);
    double[][][] x = new double[samples][4][2];
    double[][][] steps = new double[samples][4][1];
    double[][] totals = new double[samples][1];
    for (int i = 0; i < samples; i++) {
      double sum = 0;
      for (int t = 0; t < 4; t++) {
        x[i][t][0] = random.nextGaussian();
        x[i][t][1] = random.nextGaussian();
        sum += x[i][t][0] / 4;
        steps[i][t][0] = sum;
        totals[i][0] += x[i][t][1] / 4;
      }
    }
    SequenceDataset inputs = SequenceDataset.of(x);
    return inputs.withStepTargets(steps).and(inputs.withTargets(totals));
  }

  private static Map<String, Double> test(Model model, Objective first, Objective second) {
    model.compile(SGD.of(), first, second);
    return model.testOnBatch(data(6).batch(0, 1, 2, 3, 4, 5));
  }

  @Test
  void lossIsTheSumOfThoseOfTheOutputsTimesTheirWeights() {
    Map<String, Double> scores = test(model(0.01), STEPS.weight(0.25), TOTAL.weight(3));
    assertThat(scores).containsOnlyKeys("loss", "steps_loss", "total_loss");
    Map<String, Double> plain = test(model(0), STEPS, TOTAL);
    assertThat(scores.get("steps_loss")).as("not weighted").isEqualTo(plain.get("steps_loss"));
    assertThat(plain.get("loss"))
        .isCloseTo(plain.get("steps_loss") + plain.get("total_loss"), within(ROUNDING));
    DMatrixRMaj kernel = model(0).getLayer("total").weights().get(0).parameter().value();
    double penalty = 0;
    for (double w : kernel.data) {
      penalty += 0.01 * w * w;
    }
    assertThat(scores.get("loss"))
        .isCloseTo(
            0.25 * plain.get("steps_loss") + 3 * plain.get("total_loss") + penalty,
            within(ROUNDING));
  }

  @Test
  void weightOfALossActsOnItsGradient() {
    Batch batch = data(6).batch(0, 1, 2, 3, 4, 5);
    Model twice = model(0);
    twice.compile(SGD.of().learningRate(0.1), STEPS.weight(0), TOTAL.weight(2));
    Model fast = model(0);
    fast.compile(SGD.of().learningRate(0.2), STEPS.weight(0), TOTAL);
    twice.trainOnBatch(batch);
    fast.trainOnBatch(batch);
    assertThat(kernel(twice)).isNotEqualTo(kernel(model(0)));
    for (int i = 0; i < kernel(fast).length; i++) {
      assertThat(kernel(twice)[i]).isCloseTo(kernel(fast)[i], within(ROUNDING));
    }
    assertThat(twice.getLayer("steps").weights().get(0).parameter().value().data)
        .containsExactly(model(0).getLayer("steps").weights().get(0).parameter().value().data);
  }

  private static double[] kernel(Model model) {
    return model.getLayer("gru").weights().get(0).parameter().value().data;
  }

  @Test
  void fitLearnsAllOutputsAndNamesTheirScores() {
    Model model = model(0);
    model.compile(
        Adam.of().learningRate(0.02),
        TOTAL.output("total"),
        Objective.of(MeanSquaredError.of(), LossMetric.of(MeanAbsoluteError.of().name("mae")))
            .output("steps"));
    History history = model.fit(data(60), SILENT.epochs(30).batchSize(10).validationSplit(0.1));
    assertThat(history.names())
        .contains("loss", "steps_loss", "total_loss", "steps_mae", "val_steps_mae", "val_loss");
    assertThat(history.last("val_steps_loss"))
        .isLessThan(0.3 * history.get("val_steps_loss").get(0));
    assertThat(history.last("val_total_loss"))
        .isLessThan(0.6 * history.get("val_total_loss").get(0));
  }

  @Test
  void eachOutputHasWeightsOfItsOwnBesidesThoseOfTheSamples() {
    Model model = model(0);
    model.compile(
        SGD.of(), STEPS, TOTAL.weightedMetrics(LossMetric.of(MeanAbsoluteError.of().name("mae"))));
    Batch batch = data(2).batch(0, 1);
    BatchTarget steps = batch.allTargets().get(0);
    BatchTarget total = batch.allTargets().get(1);
    Batch onlyFirst =
        batch.withTargets(steps, total.weighted(new DMatrixRMaj(new double[] {1, 0})));
    double alone = model.testOnBatch(data(2).batch(0)).get("total_loss");
    Map<String, Double> scores = model.testOnBatch(onlyFirst);
    assertThat(scores.get("total_loss")).isCloseTo(alone / 2, within(ROUNDING));
    assertThat(scores.get("total_mae")).as("weighted").isCloseTo(alone, within(ROUNDING));
    assertThat(scores.get("steps_loss")).isEqualTo(model.testOnBatch(batch).get("steps_loss"));
    DMatrixRMaj none = new DMatrixRMaj(2, 1);
    assertThat(model.testOnBatch(onlyFirst.withSampleWeights(none)).get("loss")).isZero();
  }

  @Test
  void outputsOfOneLayerAreNumbered() {
    Input input = Input.of(DataShape.sequence(2)).name("in");
    Model model =
        Functional.of(List.of(input), input.applyAll(GRU.of(1).returnState(true)))
            .build(RandomSource.of(1));
    model.compile(SGD.of(), TOTAL, TOTAL);
    SequenceDataset x = SequenceDataset.of(new double[3][4][2]);
    Dataset both = x.withTargets(new double[3][1]).and(x.withTargets(new double[3][1]));
    assertThat(model.evaluate(both)).containsOnlyKeys("loss", "gru_loss", "gru_1_loss");
  }

  @Test
  void objectivesThatAreNotThoseOfTheOutputsAreRefused() {
    Model model = model(0);
    assertThatThrownBy(() -> model.compile(SGD.of(), STEPS.output("steps"), TOTAL.output("x")))
        .hasMessage(
            "compile: the objectives are for the outputs [steps, x]; expected one for each of"
                + " [steps, total]. Name the output of each, or of none.");
    assertThatThrownBy(() -> model.compile(SGD.of(), STEPS.output("steps"), TOTAL))
        .hasMessageStartingWith("compile: the objectives are for the outputs [steps]; expected");
    assertThatThrownBy(() -> model.compile(SGD.of(), STEPS, TOTAL, TOTAL))
        .hasMessageStartingWith("compile: got 3 objectives for the outputs [steps, total];");
    assertThatThrownBy(
            () ->
                model.compile(
                    SGD.of(), STEPS, Objective.of(MeanSquaredError.of().reduction(Reduction.NONE))))
        .hasMessageContaining("has the reduction none");
    assertThatThrownBy(
            () ->
                model.compile(
                    SGD.of(),
                    STEPS,
                    Objective.of(MeanSquaredError.of(), BinaryAccuracy.of())
                        .weightedMetrics(BinaryAccuracy.of())))
        .hasMessage(
            "compile: two scores are called total_binary_accuracy."
                + " Give the metric another name.");
    assertThatThrownBy(() -> TOTAL.weight(Double.NaN))
        .hasMessage("Objective: weight must be finite, got NaN.");
  }

  @Test
  void dataForOtherOutputsAreRefused() {
    Model model = model(0);
    model.compile(SGD.of(), STEPS, TOTAL);
    SequenceDataset one = SequenceDataset.of(new double[2][4][2]).withTargets(new double[2][1]);
    assertThatThrownBy(() -> model.fit(one, SILENT))
        .hasMessage(
            "fit: data have 1 target; expected one for each of the outputs [steps, total].");
    assertThatThrownBy(() -> model.trainOnBatch(one.batch(0)))
        .hasMessage(
            "batch: data have 1 target; expected one for each of the outputs [steps, total].");
    assertThatThrownBy(() -> model.fit(one.and(one), SILENT))
        .hasMessage(
            "fit: the model gives (None, None, 1) and the targets are (None, 1); expected both"
                + " with a time axis or both without. Set returnSequences on the last recurrent"
                + " layer, or give other targets.");
    Batch batch = one.batch(0);
    BatchTarget target = batch.allTargets().get(0);
    assertThatThrownBy(() -> model.trainOnBatch(batch.withTargets(target, target)))
        .hasMessage(
            "batch: the model gives (None, None, 1) and the targets are (None, 1); expected both"
                + " with a time axis or both without. Set returnSequences on the last recurrent"
                + " layer, or give other targets.");
    BatchTarget longer = BatchTarget.ofSteps(new DMatrixRMaj(5, 1), 5);
    assertThatThrownBy(() -> model.trainOnBatch(batch.withTargets(longer, target)))
        .hasMessage(
            "batch: targets BatchTarget[[5, 1] of 5 steps] are for the output (None, 4, 1) of"
                + " steps; expected as many time steps in both.");
    assertThatThrownBy(() -> model.fit(data(2), SILENT.classWeights(Map.of(0, 2.0))))
        .hasMessage(
            "fit: class weights are for a model of one output, and this one has the outputs"
                + " [steps, total]. Give the data sample weights.");
    Model labels = TestModels.gru(1);
    labels.compile(SGD.of(), SparseCategoricalCrossentropy.of(), Metrics.accuracy());
    assertThatThrownBy(() -> labels.fit(TestModels.ramps(4), SILENT.classWeights(Map.of(2, 2.0))))
        .hasMessage(
            "fit: there is a class weight for class 2; expected classes from 0 to 1, which the"
                + " model tells apart.");
  }

  @Test
  void scoreThatIsCalledAsOneOfValidationIsRefused() {
    Input input = Input.of(DataShape.vectors(1));
    Model model =
        Functional.of(
                List.of(input),
                List.of(input.apply(Dense.of(1).name("val")), input.apply(Dense.of(1).name("b"))))
            .build(RandomSource.of(1));
    assertThatThrownBy(() -> model.compile(SGD.of(), TOTAL, TOTAL))
        .hasMessage(
            "compile: a score is called val_loss, as those of validation are."
                + " Give the metric or the output layer another name.");
  }
}
