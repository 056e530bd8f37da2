package dev.rewind.training;

import static dev.rewind.training.TestModels.LINE;
import static dev.rewind.training.TestModels.ROUNDING;
import static dev.rewind.training.TestModels.SILENT;
import static dev.rewind.training.TestModels.gru;
import static dev.rewind.training.TestModels.line;
import static dev.rewind.training.TestModels.ramps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.BatchNormalization;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.EarlyStopping;
import dev.rewind.training.callbacks.MonitorMode;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.BatchIterator;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Where batches come from, and how many make an epoch. */
class FitTest {

  /** Counts the steps of each epoch. */
  private static final class Steps implements Callback {
    private final List<Integer> perEpoch = new ArrayList<>();

    @Override
    public void onEpochEnd(Training training) {
      perEpoch.add(training.step() + 1);
    }
  }

  private static List<Batch> batches(Dataset data, int size) {
    List<Batch> all = new ArrayList<>();
    data.batches(size).forEach(all::add);
    return all;
  }

  private static double[] weights(Model model) {
    return model.weights().get(0).parameter().value().data;
  }

  @Test
  void batchesOfAnIterableAreTrainedOnAsThoseOfADataset() {
    Model one = gru(1);
    Model other = gru(1);
    one.fit(ramps(10), SILENT.shuffle(false).batchSize(4).epochs(2));
    List<Batch> batches = batches(ramps(10), 4);
    Iterable<Batch> stream = List.copyOf(batches);
    History history = other.fit(stream, SILENT.epochs(2).validationData(stream));
    assertThat(weights(other)).containsExactly(weights(one));
    assertThat(history.names()).contains("val_loss", "accuracy");
    assertThat(history.last("val_loss")).isEqualTo(other.evaluate(stream).get("loss"));
    assertThat(other.evaluate(stream).get("loss"))
        .isCloseTo(other.evaluate(ramps(10), 4).get("loss"), within(ROUNDING));
    assertThat(other.predictAll(stream).get(0).matrix().data)
        .containsExactly(other.predict(ramps(10), 4).matrix().data);
    assertThat(other.predictOnBatch(batches.get(1)).size()).isEqualTo(4);
  }

  @Test
  void stepsPerEpochCutAPassAndTheLastPieceIsShort() {
    Steps steps = new Steps();
    line(Dense.of(1)).fit(LINE, SILENT.batchSize(1).epochs(4).stepsPerEpoch(3).callbacks(steps));
    assertThat(steps.perEpoch).containsExactly(3, 1, 3, 1);
  }

  @Test
  void endlessBatchesNeedStepsPerEpoch() {
    Steps steps = new Steps();
    Batch batch = LINE.batch(0, 1, 2, 3);
    Iterable<Batch> endless =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Batch next() {
                return batch;
              }
            };
    line(Dense.of(1)).fit(endless, SILENT.epochs(2).stepsPerEpoch(5).callbacks(steps));
    assertThat(steps.perEpoch).containsExactly(5, 5);
  }

  @Test
  void iterableThatIsUsedUpIsAnError() {
    Iterator<Batch> once = List.of(LINE.batch(0)).iterator();
    Model model = line(Dense.of(1));
    assertThatThrownBy(() -> model.fit(() -> once, SILENT.epochs(2)))
        .hasMessage(
            "fit: epoch 1 has no batch. Give an Iterable that can be gone through anew for each"
                + " epoch.");
  }

  @Test
  void epochsAreCountedFromTheFirst() {
    List<Integer> seen = new ArrayList<>();
    Callback spy =
        new Callback() {
          @Override
          public void onEpochBegin(Training training) {
            seen.add(training.epoch());
          }
        };
    History history = line(Dense.of(1)).fit(LINE, SILENT.initialEpoch(3).epochs(5).callbacks(spy));
    assertThat(seen).containsExactly(3, 4);
    assertThat(history.epochs()).hasSize(2);
    Model model = line(Dense.of(1));
    assertThatThrownBy(() -> model.fit(LINE, SILENT.initialEpoch(5).epochs(5)))
        .hasMessage(
            "fit: initialEpoch is 5 and epochs 5; expected a lower first one."
                + " epochs is the number at which training ends.");
  }

  @Test
  void validationIsAsOftenAsItsFrequencySays() {
    History history =
        line(Dense.of(1)).fit(LINE, SILENT.epochs(5).validationData(LINE).validationFreq(2));
    assertThat(history.epochs().stream().map(e -> e.containsKey("val_loss")))
        .containsExactly(false, true, false, true, false);
  }

  @Test
  void validationStepsAreTheFirstOfEachPass() {
    Model model = line(Dense.of(1));
    History history =
        model.fit(
            LINE, SILENT.validationData(LINE).validationBatchSize(1).validationSteps(2).epochs(3));
    assertThat(history.last("val_loss"))
        .isEqualTo(model.evaluate(LINE.subset(0, 1), 1).get("loss"));
    assertThatThrownBy(() -> SILENT.validationSteps(0))
        .hasMessage("fit: validationSteps must be positive, got 0.");
  }

  @Test
  void classWeightsWeighTheSamplesOfTheirClass() {
    Dataset data = ramps(8);
    Batch batch = data.batch(0, 1, 2, 3, 4, 5, 6, 7);
    DMatrixRMaj weights = new DMatrixRMaj(new double[] {1, 3, 1, 3, 1, 3, 1, 3});
    Model one = gru(1);
    Model other = gru(1);
    one.fit(data, SILENT.shuffle(false).batchSize(8).classWeights(Map.of(1, 3.0)));
    double loss = other.trainOnBatch(batch.withSampleWeights(weights)).get("loss");
    assertThat(weights(one)).containsExactly(weights(other));
    assertThat(gru(1).trainOnBatch(batch.withClassWeights(Map.of(1, 3.0))).get("loss"))
        .isEqualTo(loss);
    assertThatThrownBy(() -> batch.withSampleWeights(weights).withClassWeights(Map.of(1, 3.0)))
        .hasMessage(
            "classWeights: the batch has sample weights too; expected one target without weights."
                + " Put all weights into sample weights.");
    assertThat(batch.withClassWeights(Map.of())).isSameAs(batch);
  }

  @Test
  void classOfARowOfSeveralIsItsLargest() {
    Batch rows =
        Batch.ofVectors(new DMatrixRMaj(2, 1))
            .withTargets(new DMatrixRMaj(new double[][] {{0, 1, 0}, {0, 0, 1}}))
            .withClassWeights(Map.of(1, 0.5, 2, 4.0));
    assertThat(rows.allTargets().get(0).weights().orElseThrow().data).containsExactly(0.5, 4);
  }

  @Test
  void callbackThatThrowsEndsTrainingWithItsName() {
    Callback broken =
        new Callback() {
          @Override
          public void onTrainBatchEnd(Training training) {
            if (training.epoch() == 1) {
              throw new IllegalArgumentException("no more paper");
            }
          }
        };
    Model model = line(Dense.of(1));
    assertThatThrownBy(() -> model.fit(LINE, SILENT.epochs(3).callbacks(broken)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "fit: the callback .* failed in onTrainBatchEnd of epoch 1, step 0: no more paper")
        .hasCauseInstanceOf(IllegalArgumentException.class);
    Callback picky =
        new Callback() {
          @Override
          public void onTrainBegin(Training training) {
            throw new IllegalArgumentException("there are only " + training.logNames());
          }
        };
    double before = TestModels.weight(model, 0);
    assertThatThrownBy(() -> model.fit(LINE, SILENT.validationData(LINE).callbacks(picky)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are only [loss, val_loss]");
    assertThat(TestModels.weight(model, 0)).isEqualTo(before);
  }

  @Test
  void stopEndsTheEpochAfterThePresentBatch() {
    Steps steps = new Steps();
    Callback stop =
        new Callback() {
          @Override
          public void onTrainBatchEnd(Training training) {
            if (training.step() == 1) {
              training.stop();
            }
          }
        };
    History history =
        line(Dense.of(1))
            .fit(LINE, SILENT.batchSize(1).epochs(9).validationData(LINE).callbacks(stop, steps));
    assertThat(steps.perEpoch).containsExactly(2);
    assertThat(history.epochs()).hasSize(1);
    assertThat(history.names()).contains("val_loss");
  }

  @Test
  void optionsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> SILENT.stepsPerEpoch(0))
        .hasMessage("fit: stepsPerEpoch must be positive, got 0.");
    assertThatThrownBy(() -> SILENT.initialEpoch(-1))
        .hasMessage("fit: initialEpoch must be at least 0, got -1.");
    assertThatThrownBy(() -> SILENT.validationFreq(0))
        .hasMessage("fit: validationFreq must be positive, got 0.");
    assertThatThrownBy(() -> SILENT.validationBatchSize(0))
        .hasMessage("fit: validationBatchSize must be positive, got 0.");
    assertThatThrownBy(() -> SILENT.classWeights(Map.of(-1, 1.0)))
        .hasMessage("fit: class must be at least 0, got -1.");
    assertThatThrownBy(() -> SILENT.classWeights(Map.of(1, -2.0)))
        .hasMessage("fit: weight of class 1 must be finite and at least 0, got -2.0.");
    List<Batch> batches = batches(LINE, 2);
    assertThatThrownBy(() -> SILENT.validationSplit(0.5).validationData(batches))
        .hasMessage("fit: got validationSplit 0.5 and validation batches; expected one of them.");
    Model model = line(Dense.of(1));
    assertThatThrownBy(() -> model.fit(batches, SILENT.validationSplit(0.5)))
        .hasMessage(
            "fit: validationSplit 0.5 needs a Dataset, whose samples can be counted."
                + " Give validationData.");
    assertThatThrownBy(() -> model.evaluate(List.of()))
        .hasMessage("evaluate: got no batch; expected at least one.");
    assertThatThrownBy(() -> model.predictAll(List.of()))
        .hasMessage("predict: got no batch; expected at least one.");
  }

  @Test
  void validationWithoutABatchIsAnError() {
    Iterator<Batch> once = List.of(LINE.batch(0)).iterator();
    Model model = line(Dense.of(1));
    assertThatThrownBy(() -> model.fit(LINE, SILENT.epochs(2).validationData(() -> once)))
        .hasMessage(
            "fit: validation of epoch 1 has no batch. Give an Iterable that can be gone through"
                + " anew for each epoch.");
  }

  @Test
  void firstBatchesAreLookedAtBeforeTraining() {
    List<Batch> wrong = List.of(Batch.ofVectors(new DMatrixRMaj(1, 5)).withTargets(column(1)));
    Model model = line(Dense.of(1));
    double before = TestModels.weight(model, 0);
    assertThatThrownBy(() -> model.fit(LINE, SILENT.validationData(wrong)))
        .hasMessageStartingWith("batch: data have the shape (None, 5); expected (None, 1).");
    assertThatThrownBy(() -> model.fit(wrong, SILENT)).hasMessageStartingWith("batch: data have");
    assertThat(TestModels.weight(model, 0)).isEqualTo(before);
  }

  @Test
  void wrongBatchLeavesTheModelAsItWas() {
    Model model =
        Sequential.of(DataShape.vectors(1), BatchNormalization.of(), Dropout.of(0.5), Dense.of(3))
            .build(RandomSource.of(1));
    model.compile(SGD.of(), SparseCategoricalCrossentropy.of().fromLogits(true));
    Snapshot before = model.save();
    Batch batch = Batch.ofVectors(column(1, 2)).withTargets(column(0, 7));
    assertThatThrownBy(() -> model.trainOnBatch(batch)).hasMessageContaining("7");
    assertThat(model.save()).isEqualTo(before);
  }

  private static DMatrixRMaj column(double... values) {
    return new DMatrixRMaj(values);
  }

  @Test
  void logThatACallbackAddsMayBeWatched() {
    Callback norm =
        new Callback() {
          @Override
          public Set<String> logNames() {
            return Set.of("norm");
          }

          @Override
          public void onEpochEnd(Training training) {
            training.log("norm", training.epoch());
          }
        };
    EarlyStopping stopping = EarlyStopping.of().monitor("norm").mode(MonitorMode.MIN).patience(2);
    History history =
        line(Dense.of(1)).fit(LINE, SILENT.epochs(9).callbacks(List.of(norm, stopping)));
    assertThat(history.get("norm")).containsExactly(0.0, 1.0, 2.0);
  }

  @Test
  void epochThatIsStoppedAtItsBeginHasOneBatchAsInKeras() {
    Steps steps = new Steps();
    Callback stop =
        new Callback() {
          @Override
          public void onEpochBegin(Training training) {
            training.stop();
          }
        };
    History history =
        line(Dense.of(1)).fit(LINE, SILENT.batchSize(1).epochs(3).callbacks(stop, steps));
    assertThat(steps.perEpoch).containsExactly(1);
    assertThat(history.names()).containsExactly("loss");
  }

  @Test
  void passThatIsLeftIsClosed() {
    List<String> closed = new ArrayList<>();
    Iterable<Batch> batches =
        () ->
            new BatchIterator() {
              private int left = 3;

              @Override
              public boolean hasNext() {
                return left > 0;
              }

              @Override
              public Batch next() {
                left--;
                return LINE.batch(0);
              }

              @Override
              public void close() {
                closed.add("closed");
              }
            };
    Model model = line(Dense.of(1));
    model.fit(batches, SILENT.epochs(3).validationData(batches).validationSteps(1));
    assertThat(closed).hasSize(6);
    model.evaluate(batches);
    model.predictAll(batches);
    assertThat(closed).hasSize(8);
  }
}
