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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Masking;
import dev.rewind.layers.Weight;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.initializers.Zeros;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.MergeMode;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.losses.Reduction;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import dev.rewind.training.metrics.Metrics;
import dev.rewind.training.metrics.SparseCategoricalAccuracy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What models give, whom they tell, and which calls they refuse. */
class ModelCallsTest {
  @Test
  void predictionsDoNotDependOnThePaddingOfTheirBatch() {
    SequenceDataset data = ramps(40);
    Model model = gru(1);
    double[] together = model.predict(data).matrix().data;
    for (int i = 0; i < data.size(); i++) {
      double[] alone = model.predict(data.subset(i)).sample(0).data;
      assertThat(alone[0]).isCloseTo(together[2 * i], within(ROUNDING));
    }
  }

  @Test
  void paddingThatMaskingFindsIsTheSameAsTheMaskOfTheData() {
    Dataset data = ramps(8);
    Model bare = gru(1);
    Model masking =
        Sequential.of(
                DataShape.sequence(2),
                Masking.of(),
                GRU.of(6).dropout(0.1),
                Dense.of(2).activation(Activations.SOFTMAX))
            .build(RandomSource.of(9));
    for (int i = 0; i < bare.weights().size(); i++) {
      masking.weights().get(i).parameter().assign(bare.weights().get(i).parameter().value());
    }
    assertThat(masking.predict(data).matrix().data)
        .containsExactly(bare.predict(data).matrix().data);
  }

  @Test
  void sequencesOfOutputsAreTrainedOnRealStepsOnly() {
    List<double[][]> x = List.of(new double[][] {{1}, {2}}, new double[][] {{3}});
    Dataset data = SequenceDataset.of(x).withStepTargets(x);
    Model model = Sequential.of(DataShape.sequence(1), Dense.of(1)).build(RandomSource.of(1));
    model.compile(SGD.of(), MeanSquaredError.of());
    double w = weight(model, 0);
    double expected = (sq(w - 1) + sq(2 * w - 2) + sq(3 * w - 3)) / 3;
    assertThat(model.evaluate(data).get("loss")).isCloseTo(expected, within(1e-6));
    assertThat(model.predict(data).sample(0).data).containsExactly(w, 2 * w);
    assertThat(model.predict(data).sample(1).data).containsExactly(3 * w);
    assertThatThrownBy(() -> model.predict(data).matrix())
        .hasMessage(
            "predictions: the model returns sequences: sample 0 is [2, 1]; expected one row."
                + " Use sample(i).");
    assertThatThrownBy(() -> model.predict(data).sample(2))
        .hasMessage("predictions: there is no sample 2; expected 0 to 1.");
    assertThat(model).hasToString("Model(1 layers, 2 parameters)");
  }

  @Test
  void logsAreInTheOrderOfTheirNames() {
    Model model = gru(1);
    model.compile(
        SGD.of(),
        SparseCategoricalCrossentropy.of(),
        SparseCategoricalAccuracy.of(),
        Metrics.accuracy());
    assertThat(model.evaluate(ramps(4)).keySet())
        .containsExactly("accuracy", "loss", "sparse_categorical_accuracy");
    assertThatThrownBy(
            () ->
                model.compile(
                    SGD.of(),
                    SparseCategoricalCrossentropy.of(),
                    Metrics.accuracy(),
                    Metrics.accuracy()))
        .hasMessage("compile: two scores are called accuracy. Give the metric another name.");
    assertThatThrownBy(
            () ->
                model.compile(
                    SGD.of(),
                    SparseCategoricalCrossentropy.of(),
                    SparseCategoricalAccuracy.of().name("loss")))
        .hasMessage("compile: two scores are called loss. Give the metric another name.");
  }

  @Test
  void oneNumberPerSampleIsNoChoiceBetweenClasses() {
    Predictions predictions = line(Dense.of(1)).predict(LINE);
    assertThat(predictions.size()).isEqualTo(4);
    assertThatThrownBy(predictions::labels)
        .hasMessage(
            "labels: the model gives one number per sample; expected one per class."
                + " Compare matrix() with a threshold.");
    assertThat(gru(1).predict(ramps(6)).labels()).hasSize(6).containsAnyOf(0, 1);
  }

  @Test
  void predictionRemembersNothingForAGradient() {
    Model model = gru(1);
    Batch batch = ramps(4).batch(0, 1, 2, 3);
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      model.call(context.withoutGradients(), batch.sequence(tape));
      assertThat(tape.size()).isZero();
      model.call(context, batch.sequence(tape));
      assertThat(tape.size()).isPositive();
    }
  }

  @Test
  void optimizerOfACompiledModelCanBeReached() {
    Model model = line(Dense.of(1));
    model.fit(LINE, SILENT.batchSize(3));
    assertThat(model.optimizer().iterations()).isEqualTo(2);
  }

  @Test
  void callbacksSeeEveryEpochAndStepAndMayStop() {
    List<String> seen = new ArrayList<>();
    Callback spy =
        new Callback() {
          @Override
          public void onTrainBegin(Training training) {
            seen.add("begin, " + training.epochs() + " epochs of " + training.steps().getAsInt());
          }

          @Override
          public void onEpochBegin(Training training) {
            seen.add("epoch " + training.epoch() + " " + training.logs());
          }

          @Override
          public void onTrainBatchEnd(Training training) {
            seen.add("step " + training.step() + " " + training.logs().keySet());
          }

          @Override
          public void onEpochEnd(Training training) {
            seen.add("end " + training.logs().keySet());
            training.stop();
          }

          @Override
          public void onTrainEnd(Training training) {
            seen.add("over");
          }
        };
    line(Dense.of(1)).fit(LINE, SILENT.epochs(7).batchSize(3).validationData(LINE).callbacks(spy));
    assertThat(seen)
        .containsExactly(
            "begin, 7 epochs of 2",
            "epoch 0 {}",
            "step 0 [loss]",
            "step 1 [loss]",
            "end [loss, val_loss]",
            "over");
  }

  @Test
  void wrongCallsAreRefusedBeforeAnythingIsChanged() {
    Model model = gru(1);
    double[] before = model.weights().get(0).parameter().value().data.clone();
    assertThatThrownBy(() -> model.fit(LINE, SILENT))
        .hasMessage(
            "fit: data have the shape (None, 1); expected (None, None, 2)."
                + " Give the model another DataShape, or other data.");
    Dataset unlabelled = SequenceDataset.of(List.of(new double[3][2], new double[4][2]));
    assertThatThrownBy(() -> model.fit(unlabelled, SILENT))
        .hasMessage("fit: data have no targets. Give the data set labels or targets.");
    int[] labels = new int[300];
    labels[280] = 2;
    Dataset three = SequenceDataset.of(new double[300][3][2]).withLabels(labels);
    assertThatThrownBy(() -> model.fit(three, SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sparse_categorical_crossentropy: target [280, 0] is 2.0;");
    assertThat(model.weights().get(0).parameter().value().data).containsExactly(before);
  }

  @Test
  void wrongOrderAndWrongModelsAreRefused() {
    Model bare = Sequential.of(DataShape.vectors(1), Dense.of(1)).build(RandomSource.of(1));
    assertThatThrownBy(() -> bare.fit(LINE, SILENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "fit: the model is not compiled. Call model.compile(optimizer, loss, metrics) first.");
    assertThatThrownBy(
            () -> bare.compile(SGD.of(), MeanSquaredError.of().reduction(Reduction.NONE)))
        .hasMessage(
            "compile: mean_squared_error has the reduction none;"
                + " expected one that gives a single number.");
    assertThatThrownBy(() -> Sequential.of(DataShape.vectors(1)).build(RandomSource.of(1)))
        .hasMessage("Sequential: there is no layer. Add one.");
    assertThatThrownBy(
            () -> Sequential.of(DataShape.vectors(3), GRU.of(2)).build(RandomSource.of(1)))
        .hasMessage(
            "gru: input (None, 3) has no time axis; expected (batch, timesteps, features)."
                + " Give it sequences: DataShape.sequence(…),"
                + " or let the layer before it return them.");
    for (LayerConfig two :
        List.of(
            GRU.of(2).returnState(true).name("two"),
            Bidirectional.of(GRU.of(2)).mergeMode(MergeMode.NONE).name("two"))) {
      assertThatThrownBy(() -> Sequential.of(DataShape.sequence(3), two).build(RandomSource.of(1)))
          .hasMessage(
              "Sequential: two has 2 outputs; expected 1. Turn returnState off, let Bidirectional"
                  + " merge its halves, or use Functional.");
    }
    Model frozen =
        Sequential.of(DataShape.vectors(1), Dense.of(1).trainable(false)).build(RandomSource.of(1));
    assertThatThrownBy(() -> frozen.compile(SGD.of(), MeanSquaredError.of()))
        .hasMessage("compile: no weight is trainable. Set trainable(true) on a layer.");
  }

  @Test
  void layersAreNamedAsKerasDoes() {
    Model model =
        Sequential.of(
                DataShape.sequence(3),
                GRU.of(2).returnSequences(true),
                GRU.of(2).name("last"),
                Dropout.of(0.5),
                Dense.of(2),
                Dense.of(1))
            .build(RandomSource.of(1));
    assertThat(model.layers().stream().map(layer -> layer.name()))
        .containsExactly("gru", "last", "dropout", "dense", "dense_1");
    assertThat(
            Arrays.stream(new int[] {0, 3, 6})
                .mapToObj(i -> model.weights().get(i).parameter())
                .map(Parameter::name))
        .containsExactly("gru/kernel", "last/kernel", "dense/kernel");
    assertThatThrownBy(
            () ->
                Sequential.of(DataShape.vectors(1), Dense.of(1).name("a"), Dense.of(1).name("a"))
                    .build(RandomSource.of(1)))
        .hasMessage("Sequential: two layers are called a. Give each a name of its own.");
    assertThat(model.weights().stream().filter(Weight::trainable)).hasSize(10);
  }

  @Test
  void eachLayerDrawsItsWeightsFromAStreamOfItsOwn() {
    Sequential two = Sequential.of(DataShape.vectors(2), Dense.of(2), Dense.of(2));
    Sequential other =
        Sequential.of(DataShape.vectors(2), Dense.of(2).kernelInitializer(Zeros.of()), Dense.of(2));
    double[] first = kernel(two, 0);
    double[] second = kernel(two, 2);
    assertThat(second).isNotEqualTo(first).isEqualTo(kernel(other, 2));
  }

  private static double[] kernel(Sequential sequential, int weight) {
    return sequential.build(RandomSource.of(1)).weights().get(weight).parameter().value().data;
  }
}
