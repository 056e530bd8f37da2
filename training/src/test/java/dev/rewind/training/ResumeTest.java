package dev.rewind.training;

import static dev.rewind.training.TestModels.SILENT;
import static dev.rewind.training.TestModels.ramps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.BatchNormalization;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.optimizers.Lion;
import dev.rewind.optimizers.OptimizerConfig;
import dev.rewind.optimizers.SGD;
import dev.rewind.optimizers.schedules.ExponentialDecay;
import dev.rewind.training.callbacks.BackupAndRestore;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.EarlyStopping;
import dev.rewind.training.callbacks.LambdaCallback;
import dev.rewind.training.callbacks.ReduceLROnPlateau;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.BucketedBatches;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.Prefetch;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import dev.rewind.training.metrics.LossMetric;
import dev.rewind.training.metrics.Metrics;
import dev.rewind.training.metrics.SparseTopKCategoricalAccuracy;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that was interrupted goes on with the same bits. */
class ResumeTest {
  private static final Dataset TRAIN = ramps(22);
  private static final Dataset TEST = ramps(11);
  private static final int EPOCHS = 5;
  private static final FitOptions SHUFFLED =
      SILENT.epochs(EPOCHS).batchSize(4).validationData(TEST);
  private static final String STOP = "stop here";

  @TempDir Path folder;

  /** How a stop comes about: each throws once, when its time has come. */
  private static final List<LambdaCallback> STOPS =
      List.of(
          LambdaCallback.of().onTrainBatchBegin(stopAt(0, 1)),
          LambdaCallback.of().onTrainBatchEnd(stopAt(1, 1)),
          LambdaCallback.of().onTestBegin(stopAt(1, -1)),
          LambdaCallback.of().onEpochEnd(stopAt(2, -1)),
          LambdaCallback.of().onEpochBegin(stopAt(2, -1)),
          LambdaCallback.of().onTrainBatchEnd(stopAt(3, 0)),
          LambdaCallback.of().onTrainEnd(stopAt(-1, -1)));

  private static Consumer<Training> stopAt(int epoch, int step) {
    return training -> {
      if ((epoch < 0 || training.epoch() == epoch) && (step < 0 || training.step() == step)) {
        throw new IllegalStateException(STOP);
      }
    };
  }

  /** Model, optimizer, data. */
  private record Case(
      OptimizerConfig optimizer,
      BiFunction<Model, FitOptions, History> fit,
      List<LayerConfig> layers) {

    static Case of(OptimizerConfig optimizer, LayerConfig... layers) {
      return new Case(optimizer, (model, options) -> model.fit(TRAIN, options), List.of(layers));
    }

    Model model(long seed) {
      Model model =
          Sequential.of(DataShape.sequence(2), layers.toArray(new LayerConfig[0]))
              .build(RandomSource.of(seed));
      model.compile(
          optimizer,
          SparseCategoricalCrossentropy.of(),
          Metrics.accuracy(),
          SparseTopKCategoricalAccuracy.of().k(1),
          LossMetric.of(SparseCategoricalCrossentropy.of().name("nats")));
      return model;
    }
  }

  /** Fresh callbacks of one kind for each run. */
  private static List<Callback> watching(OptimizerConfig optimizer) {
    List<Callback> all = new ArrayList<>();
    all.add(
        EarlyStopping.of().startFromEpoch(1).minDelta(0.2).patience(2).restoreBestWeights(true));
    if (optimizer instanceof SGD) {
      all.add(ReduceLROnPlateau.of().monitor("loss").minDelta(0.3).patience(1).cooldown(1));
    }
    return all;
  }

  private FitOptions with(FitOptions options, Case test, Callback stop, Callback backup) {
    List<Callback> all = watching(test.optimizer());
    all.add(stop);
    all.add(backup);
    return options.callbacks(all);
  }

  private void requireExact(Case test, FitOptions options) {
    Model whole = test.model(1);
    Path file = folder.resolve("backup.ckpt");
    Callback nothing = LambdaCallback.of();
    Callback byEpoch = BackupAndRestore.of(file);
    History expected = test.fit().apply(whole, with(options, test, nothing, byEpoch));
    Snapshot state = whole.save();
    List<Double> predictions = predictions(whole);
    for (Callback backup : List.of(byEpoch, byEpochOrSteps(1), byEpochOrSteps(4))) {
      for (Callback stop : STOPS) {
        FitOptions interrupted = with(options, test, stop, backup);
        Model first = test.model(1);
        assertThatThrownBy(() -> test.fit().apply(first, interrupted)).hasMessageContaining(STOP);
        boolean saved = Files.exists(file);
        Model second = test.model(saved ? 99 : 1);
        History history = test.fit().apply(second, with(options, test, nothing, backup));
        assertThat(history).isEqualTo(expected);
        assertThat(second.save()).isEqualTo(state);
        assertThat(predictions(second)).isEqualTo(predictions);
        assertThat(file).doesNotExist();
      }
    }
  }

  private static List<Double> predictions(Model model) {
    Predictions all = model.predict(TEST);
    return IntStream.range(0, all.size())
        .mapToObj(all::sample)
        .flatMap(sample -> Arrays.stream(sample.data).boxed())
        .toList();
  }

  private Callback byEpochOrSteps(int steps) {
    return BackupAndRestore.of(folder.resolve("backup.ckpt")).saveFreq(steps);
  }

  private static Dense softmax() {
    return Dense.of(2).activation(Activations.SOFTMAX);
  }

  @Test
  void withDropoutOfTheModelsStreamAndOfItsOwn() {
    requireExact(
        Case.of(
            Adam.of().learningRate(0.02),
            GRU.of(4).dropout(0.2).recurrentDropout(0.2).seed(7),
            Dropout.of(0.3),
            softmax()),
        SHUFFLED);
  }

  @Test
  void withBatchNormalizationAScheduleAndAverages() {
    requireExact(
        Case.of(
            Adam.of()
                .learningRate(ExponentialDecay.of(0.05, 3, 0.9))
                .amsgrad(true)
                .useEma(true)
                .emaMomentum(0.8)
                .emaOverwriteFrequency(4),
            GRU.of(4),
            BatchNormalization.of(),
            Dropout.of(0.3).seed(5),
            softmax()),
        SHUFFLED);
  }

  @Test
  void withMomentumAndALearningRateThatIsLowered() {
    requireExact(
        Case.of(SGD.of().learningRate(0.1).momentum(0.9).nesterov(true), GRU.of(4), softmax()),
        SHUFFLED.validationFreq(2));
  }

  @Test
  void withGradientsThatAreGatheredOverFourSteps() {
    requireExact(
        Case.of(SGD.of().learningRate(0.1).gradientAccumulationSteps(4), GRU.of(4), softmax()),
        SHUFFLED);
  }

  @Test
  void withEpochsThatGoOnInAPass() {
    requireExact(
        Case.of(Adam.of().learningRate(0.02), GRU.of(4).dropout(0.2), softmax()),
        SHUFFLED.stepsPerEpoch(4));
  }

  @Test
  void withStatesThatAreCarriedFromPieceToPiece() {
    requireExact(
        Case.of(
            SGD.of().learningRate(0.1).momentum(0.5),
            GRU.of(4).stateful(true).returnSequences(false),
            softmax()),
        SHUFFLED.batchSize(11));
  }

  @Test
  void withBatchesThatAreDrawnAtRandomAndSaved() {
    BiFunction<Model, FitOptions, History> fit =
        (model, options) ->
            model.fit(
                new DrawnBatches(TRAIN, 3, false),
                options.validationData(new DrawnBatches(TRAIN, 8, true)));
    requireExact(
        new Case(Adam.of().learningRate(0.02), fit, List.of(GRU.of(4).dropout(0.1), softmax())),
        SILENT.epochs(EPOCHS).stepsPerEpoch(3));
  }

  @Test
  void withOneSourceOfOrdersForTrainingAndValidation() {
    BiFunction<Model, FitOptions, History> fit =
        (model, options) -> {
          RandomSource orders = RandomSource.of(5);
          return model.fit(
              TRAIN.batches(4, orders), options.validationData(TRAIN.batches(5, orders)));
        };
    requireExact(
        new Case(Adam.of().learningRate(0.02), fit, List.of(GRU.of(4).dropout(0.1), softmax())),
        SILENT.epochs(EPOCHS).validationSteps(2));
  }

  @Test
  void withBucketsMadeAheadAndClassWeights() {
    BiFunction<Model, FitOptions, History> fit =
        (model, options) ->
            model.fit(
                Prefetch.of(BucketedBatches.of(TRAIN, 3, 5).shuffled(RandomSource.of(4)), 2),
                options);
    requireExact(
        new Case(Adam.of().learningRate(0.02), fit, List.of(GRU.of(4), softmax())),
        SILENT
            .epochs(EPOCHS)
            .stepsPerEpoch(4)
            .classWeights(Map.of(1, 2.0))
            .validationData(TEST.batches(3)));
  }

  @Test
  void withTruncationAcrossEpochsAndValidationInBetween() {
    Dataset tunes = TestModels.tunes(4, 11);
    requireExact(
        new Case(
            Adam.of().learningRate(0.02),
            (model, options) -> model.fit(tunes, options.validationData(tunes)),
            List.of(GRU.of(4).dropout(0.1).stateful(true).returnSequences(true), softmax())),
        SILENT.epochs(EPOCHS).batchSize(2).truncatedBackpropagation(3).stepsPerEpoch(3));
  }

  @Test
  void otherOptionsAreRefusedAndTheModelIsAsItWas() {
    Case test = Case.of(Adam.of().learningRate(0.02), GRU.of(4), softmax());
    Callback backup = byEpochOrSteps(1);
    FitOptions options = SILENT.epochs(EPOCHS).batchSize(4);
    assertThatThrownBy(
            () -> test.model(1).fit(TRAIN, options.callbacks(List.of(STOPS.get(1), backup))))
        .hasMessageContaining(STOP);
    Model model = test.model(2);
    Snapshot before = model.save();
    for (FitOptions other :
        List.of(
            options.batchSize(5),
            options.shuffle(false),
            options.validationData(TEST),
            options.classWeights(Map.of(0, 2.0)))) {
      assertThatThrownBy(
              () -> model.fit(TRAIN, other.callbacks(List.of(LambdaCallback.of(), backup))))
          .hasMessageStartingWith(
              "restore: the training was saved with batchSize 4, shuffle true, stepsPerEpoch none,")
          .hasMessageContaining("; expected batchSize")
          .hasMessageEndingWith("Go on with the same data, scores and options.");
    }
    assertThat(model.save()).isEqualTo(before);
  }

  @Test
  void trainingThatWasStoppedInTheMiddleOfAnEpochEndsThatEpoch() {
    Case test = Case.of(Adam.of().learningRate(0.02), GRU.of(4), softmax());
    Consumer<Training> stopping =
        training -> {
          if (training.epoch() == 1 && training.step() == 2) {
            training.stop();
          }
        };
    Callback stop = LambdaCallback.of().onTrainBatchEnd(stopping);
    Model whole = test.model(1);
    History expected = whole.fit(TRAIN, with(SHUFFLED, test, stop, byEpochOrSteps(1)));
    assertThat(expected.epochs()).hasSize(2);
    Callback failing = LambdaCallback.of().onTrainBatchEnd(stopping).onTestBegin(stopAt(1, -1));
    assertThatThrownBy(
            () -> test.model(1).fit(TRAIN, with(SHUFFLED, test, failing, byEpochOrSteps(1))))
        .hasMessageContaining(STOP);
    Model resumed = test.model(2);
    assertThat(resumed.fit(TRAIN, with(SHUFFLED, test, stop, byEpochOrSteps(1))))
        .isEqualTo(expected);
    assertThat(resumed.save()).isEqualTo(whole.save());
  }

  @Test
  void trainingThatIsOverIsNotTrainedFurther() {
    Case test = Case.of(SGD.of().learningRate(0.1), GRU.of(4), softmax());
    Path file = folder.resolve("kept.ckpt");
    Callback kept = BackupAndRestore.of(file).deleteCheckpoint(false);
    Model whole = test.model(1);
    History history = whole.fit(TRAIN, SHUFFLED.callbacks(kept));
    assertThat(file).exists();
    Model again = test.model(2);
    assertThat(again.fit(TRAIN, SHUFFLED.callbacks(kept))).isEqualTo(history);
    assertThat(again.save()).isEqualTo(whole.save());
  }

  @Test
  void stateOfAnotherOptimizerIsRefusedEvenIfItLooksAlike() {
    SGD momentum = SGD.of().momentum(0.9);
    Snapshot saved = Case.of(momentum, GRU.of(4), softmax()).model(1).save();
    Model lion = Case.of(Lion.of(), GRU.of(4), softmax()).model(1);
    assertThatThrownBy(() -> lion.restore(saved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Lion: the saved state is of SGD; expected one of Lion.");
    Model accumulating =
        Case.of(momentum.gradientAccumulationSteps(2), GRU.of(4), softmax()).model(1);
    Snapshot two = accumulating.save();
    accumulating.restore(two);
    assertThat(accumulating.save()).isEqualTo(two);
    Model three = Case.of(momentum.gradientAccumulationSteps(3), GRU.of(4), softmax()).model(1);
    assertThatThrownBy(() -> three.restore(two))
        .hasMessageStartingWith("SGD: the saved gradientAccumulationSteps are 2; expected 3.");
  }

  @Test
  void orderOfTheCallbacksDoesNotMatterForWhatTheyRemember() {
    Case test = Case.of(SGD.of().learningRate(0.1), GRU.of(4), softmax());
    Path file = folder.resolve("first.ckpt");
    EarlyStopping whole = EarlyStopping.of().minDelta(9).patience(3);
    test.model(1).fit(TRAIN, SHUFFLED.callbacks(BackupAndRestore.of(file), whole));
    assertThat(whole.stoppedEpoch()).hasValue(3);
    EarlyStopping resumed = EarlyStopping.of().minDelta(9).patience(3);
    Callback backup = BackupAndRestore.of(file);
    assertThatThrownBy(
            () ->
                test.model(1)
                    .fit(
                        TRAIN,
                        SHUFFLED.callbacks(
                            backup, resumed, LambdaCallback.of().onEpochBegin(stopAt(2, -1)))))
        .hasMessageContaining(STOP);
    test.model(2)
        .fit(TRAIN, SHUFFLED.verbose(true).callbacks(backup, resumed, LambdaCallback.of()));
    assertThat(resumed.stoppedEpoch()).hasValue(3);
  }

  @Test
  void otherCallbacksAndDamagedFilesAndWholeTrainingsUnderWayAreRefused() throws Exception {
    Case test = Case.of(SGD.of().learningRate(0.1), GRU.of(4), softmax());
    Path file = folder.resolve("kept.ckpt");
    Callback kept = BackupAndRestore.of(file).deleteCheckpoint(false);
    test.model(1).fit(TRAIN, SHUFFLED.callbacks(kept, EarlyStopping.of()));
    assertThatThrownBy(() -> test.model(1).fit(TRAIN, SHUFFLED.callbacks(kept)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "restore: the snapshot has the state of the callbacks [EarlyStopping 0], which this"
                + " fit has not. Give it the same callbacks in the same order.");
    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> test.model(1).fit(TRAIN, SHUFFLED.callbacks(kept)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("BackupAndRestore: can not go on. Checkpoint: " + file)
        .hasMessageEndingWith("Delete " + file + " to begin anew.");
    Callback late = LambdaCallback.of().onTrainBatchEnd(t -> t.restore(t.save()));
    assertThatThrownBy(() -> test.model(1).fit(TRAIN, SHUFFLED.callbacks(late)))
        .hasMessageContaining("the snapshot is of a whole training, and this one is under way.");
  }
}
