package dev.rewind.training;

import static dev.rewind.training.TestModels.SILENT;
import static dev.rewind.training.TestModels.gru;
import static dev.rewind.training.TestModels.ramps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.training.callbacks.CSVLogger;
import dev.rewind.training.callbacks.EarlyStopping;
import dev.rewind.training.callbacks.LambdaCallback;
import dev.rewind.training.callbacks.LearningRateScheduler;
import dev.rewind.training.callbacks.ModelCheckpoint;
import dev.rewind.training.callbacks.MonitorMode;
import dev.rewind.training.checkpoint.Checkpoint;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.metrics.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks in the training of a real model. */
class CallbacksInFitTest {
  private static final Dataset TRAIN = ramps(20);
  private static final FitOptions OPTIONS = SILENT.epochs(4).batchSize(5).validationData(ramps(8));

  @TempDir Path folder;

  @Test
  void lossesGoDownAndAccuraciesUp() {
    List<Optional<Direction>> directions = new ArrayList<>();
    gru(1)
        .fit(
            TRAIN,
            OPTIONS.callbacks(
                LambdaCallback.of()
                    .onTrainBegin(
                        training ->
                            List.of("loss", "val_loss", "accuracy", "val_accuracy", "other")
                                .forEach(name -> directions.add(training.direction(name))))));
    Optional<Direction> down = Optional.of(Direction.DOWN);
    Optional<Direction> up = Optional.of(Direction.UP);
    assertThat(directions).containsExactly(down, down, up, up, Optional.empty());
  }

  @Test
  void learningRateIsInTheHistoryAndSeenByTheCallbacksAfter() throws IOException {
    Path file = folder.resolve("log.csv");
    LearningRateScheduler half = LearningRateScheduler.of((epoch, rate) -> rate / 2);
    History history = gru(1).fit(TRAIN, OPTIONS.epochs(2).callbacks(half, CSVLogger.of(file)));
    assertThat(history.get("learning_rate")).containsExactly(0.015, 0.0075);
    assertThat(Files.readAllLines(file).get(0))
        .isEqualTo("epoch,accuracy,learning_rate,loss,val_accuracy,val_loss");
    assertThat(Files.readAllLines(file)).hasSize(3);
  }

  @Test
  void bestModelInTheFileIsTheOneThatEarlyStoppingRestores() throws IOException {
    String file = folder.resolve("best.ckpt").toString();
    Model model = gru(1);
    EarlyStopping stopping =
        EarlyStopping.of().mode(MonitorMode.MAX).patience(2).restoreBestWeights(true);
    model.fit(
        TRAIN,
        OPTIONS.callbacks(
            stopping, ModelCheckpoint.of(file).mode(MonitorMode.MAX).saveBestOnly(true)));
    assertThat(stopping.bestEpoch()).as("losses fall").isZero();
    assertThat(stopping.stoppedEpoch()).hasValue(2);
    Model read = gru(2);
    read.restore(Checkpoint.read(Path.of(file)));
    assertThat(read.saveWeights()).isEqualTo(model.saveWeights());
  }

  @Test
  void monitorWithoutValidationIsRefusedBeforeTheFirstStep() {
    Model model = gru(1);
    assertThatThrownBy(() -> model.fit(TRAIN, SILENT.callbacks(EarlyStopping.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "EarlyStopping: there is no val_loss; the logs will have accuracy, loss."
                + " Give validation data or monitor another.");
    assertThat(model.optimizer().iterations()).isZero();
  }
}
