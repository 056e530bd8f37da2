package dev.rewind.training;

import static dev.rewind.training.TestGraphs.encoderDecoder;
import static dev.rewind.training.TestGraphs.reversals;
import static dev.rewind.training.TestModels.SILENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.RecurrentLayer;
import dev.rewind.optimizers.Adam;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import dev.rewind.training.metrics.Metrics;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Models of several inputs are trained as others are; those of several outputs predict. */
class SeveralInputsTest {
  private static Model compiled(int units) {
    Model model = encoderDecoder(units).build(RandomSource.of(1));
    model.compile(
        Adam.of().learningRate(0.02),
        SparseCategoricalCrossentropy.of().fromLogits(true),
        Metrics.accuracy());
    return model;
  }

  @Test
  void encoderDecoderLearnsToReverse() {
    Dataset data = reversals(120);
    Model model = compiled(12);
    double before = model.evaluate(data).get("loss");
    History history = model.fit(data, SILENT.epochs(25).batchSize(20).validationSplit(0.1));
    assertThat(model.evaluate(data).get("loss")).isLessThan(0.2 * before);
    assertThat(history.last("val_accuracy")).isGreaterThan(0.8);
  }

  @Test
  void trainOnBatchTakesAllInputs() {
    Dataset data = reversals(6);
    Model model = compiled(3);
    double first = model.trainOnBatch(data.batch(0, 1, 2, 3, 4, 5)).get("loss");
    assertThat(model.evaluate(data).get("loss")).isLessThan(first);
  }

  @Test
  void predictionsHaveTheLengthsOfTheirTargets() {
    Predictions predictions = compiled(3).predict(reversals(40));
    assertThat(predictions.size()).isEqualTo(40);
    for (int i = 0; i < 40; i++) {
      assertThat(predictions.sample(i).numRows).isEqualTo(2 + i % 3);
    }
  }

  private static Model twoOutputs() {
    Input input = Input.of(DataShape.sequence(2)).name("in");
    List<Tensor> both = input.applyAll(GRU.of(3).returnSequences(true).returnState(true));
    return Functional.of(List.of(input), List.of(both.get(0), both.get(1).apply(Dense.of(1))))
        .build(RandomSource.of(1));
  }

  @Test
  void everyOutputIsPredicted() {
    Model model = twoOutputs();
    assertThat(model.outputShapes()).containsExactly(DataShape.sequence(3), DataShape.vectors(1));
    Dataset data = SequenceDataset.of(new double[34][5][2]);
    List<Predictions> all = model.predictAll(data);
    assertThat(all).hasSize(2);
    assertThat(all.get(0).sample(33).numRows).isEqualTo(5);
    assertThat(all.get(1).matrix().numRows).isEqualTo(34);
    try (Tape tape = Tape.create()) {
      List<Sequence> outputs =
          model.call(CallContext.inference(tape), data.batch(33).sequences(tape));
      assertThat(all.get(1).sample(33).data).containsExactly(outputs.get(1).values().value().data);
    }
  }

  @Test
  void oneOutputIsNotAskedForWhereThereAreTwo() {
    Model model = twoOutputs();
    assertThatThrownBy(() -> model.compile(SGD.of(), MeanSquaredError.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "compile: got 1 objective for the outputs [gru, dense]; expected one for each."
                + " Give an Objective for each, or train a Functional of fewer outputs.");
    assertThatThrownBy(model::outputShape)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("model: has 2 outputs; expected 1. Use outputShapes().");
    Dataset data = SequenceDataset.of(new double[1][5][2]);
    assertThatThrownBy(() -> model.predict(data))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("model: has 2 outputs; expected 1. Use predictAll.");
    try (Tape tape = Tape.create()) {
      Sequence input = data.batch(0).sequence(tape);
      assertThatThrownBy(() -> model.call(CallContext.inference(tape), input))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("model: has 2 outputs; expected 1. Use call with a list of inputs.");
    }
    assertThatThrownBy(() -> encoderDecoder(2).build(RandomSource.of(1)).inputShape())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("model: has 2 inputs; expected 1. Use inputShapes().");
  }

  @Test
  void dataOfOtherInputsAreRefused() {
    Model model = compiled(2);
    Dataset one = SequenceDataset.of(new double[4][5][3]);
    assertThatThrownBy(() -> model.predict(one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "predict: data have 1 input; expected 2: source, target."
                + " Put data sets together with Dataset.zip, one for each input.");
    assertThatThrownBy(() -> model.fit(Dataset.zip(one, one, one), SILENT))
        .hasMessage(
            "fit: data have 3 inputs; expected 2: source, target."
                + " Put data sets together with Dataset.zip, one for each input.");
    assertThatThrownBy(() -> model.evaluate(Dataset.zip(one, one)))
        .hasMessage(
            "evaluate: data of target have the shape (None, 5, 3); expected (None, None, 4)."
                + " Give the model another DataShape, or other data.");
    try (Tape tape = Tape.create()) {
      Sequence source = Sequence.of(tape.constant(new DMatrixRMaj(6, 3)), 2);
      Sequence target = Sequence.of(tape.constant(new DMatrixRMaj(4, 4)), 2);
      assertThatThrownBy(() -> model.call(CallContext.inference(tape), List.of(source, target)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("model: data of target have 2 samples; expected 3 as data of source have.");
    }
  }

  @Test
  void resetForgetsWhatWasCarriedAndNothingElse() {
    Input input = Input.of(DataShape.sequence(1));
    Tensor h = input.apply(GRU.of(2).stateful(true).returnSequences(true));
    Model model =
        Functional.of(input, h.apply(GRU.of(2)).apply(Dense.of(1))).build(RandomSource.of(1));
    model.resetStates(); // not called yet: nothing to forget
    Dataset data = SequenceDataset.of(new double[][][] {{{1}, {2}}, {{3}, {4}}});
    double[] first = model.predict(data).matrix().data;
    assertThat(model.predict(data).matrix().data).isNotEqualTo(first);
    model.resetStates();
    assertThat(((RecurrentLayer) model.getLayer("gru")).states().get(0).data)
        .containsExactly(0, 0, 0, 0);
    assertThat(model.predict(data).matrix().data).containsExactly(first);
  }

  @Test
  void layerIsFoundByItsName() {
    Model model = encoderDecoder(2).build(RandomSource.of(1));
    assertThat(model.getLayer("gru_1").config()).isEqualTo(GRU.of(2).returnSequences(true));
    assertThatThrownBy(() -> model.getLayer("lstm"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model: there is no layer lstm; expected one of source, target, gru, gru_1, dense.");
  }
}
