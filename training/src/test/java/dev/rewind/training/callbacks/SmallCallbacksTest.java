package dev.rewind.training.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.training.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallCallbacksTest {
  private static final String LOSS = "loss";
  private final FakeTraining training = new FakeTraining();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void lossThatIsNoNumberEndsTheTraining(double loss) {
    Callback terminate = TerminateOnNaN.of();
    training.logs.put(LOSS, 1.0);
    terminate.onTrainBatchEnd(training);
    assertThat(training.stopped).isFalse();
    training.logs.put(LOSS, loss);
    terminate.onTrainBatchEnd(training);
    assertThat(training.stopped).isTrue();
  }

  @Test
  void lossThatIsNoNumberCanBeAnError() {
    training.logs.put(LOSS, Double.NaN);
    training.epoch = 2;
    training.step = 5;
    assertThatThrownBy(() -> TerminateOnNaN.of().raiseError(true).onTrainBatchEnd(training))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "TerminateOnNaN: the loss is NaN in step 5 of epoch 2; expected a finite one."
                + " Lower the learning rate, or clip the gradients.");
    assertThat(training.stopped).isFalse();
  }

  @Test
  void eachActionIsDoneAtItsMoment() {
    List<String> done = new ArrayList<>();
    LambdaCallback all =
        LambdaCallback.of()
            .onTrainBegin(t -> done.add("train begin"))
            .onEpochBegin(t -> done.add("epoch begin"))
            .onTrainBatchBegin(t -> done.add("batch begin"))
            .onTrainBatchEnd(t -> done.add("batch end"))
            .onTestBegin(t -> done.add("test begin"))
            .onTestEnd(t -> done.add("test end"))
            .onEpochEnd(t -> done.add("epoch end " + t.epoch()))
            .onTrainEnd(t -> done.add("train end"));
    for (Callback callback : List.of(all, LambdaCallback.of())) {
      callback.onTrainBegin(training);
      callback.onEpochBegin(training);
      callback.onTrainBatchBegin(training);
      callback.onTrainBatchEnd(training);
      callback.onTestBegin(training);
      callback.onTestEnd(training);
      callback.onEpochEnd(training);
      callback.onTrainEnd(training);
    }
    assertThat(done)
        .containsExactly(
            "train begin",
            "epoch begin",
            "batch begin",
            "batch end",
            "test begin",
            "test end",
            "epoch end 0",
            "train end");
  }

  private Path file() {
    return folder.resolve("run/backup.ckpt");
  }

  @Test
  void backupIsWrittenAfterEachEpochAndReadWhenTrainingBegins() throws IOException {
    Callback backup = BackupAndRestore.of(file());
    backup.onTrainBegin(training);
    backup.onTrainBatchEnd(training);
    backup.betweenSteps(training);
    assertThat(file()).doesNotExist();
    Epochs.go(training, backup, LOSS, 1, 1, 1);
    FakeTraining second = new FakeTraining();
    second.begin(BackupAndRestore.of(file()));
    assertThat(second.epoch).isEqualTo(2);
    assertThat(Epochs.weight(second)).isEqualTo(2);
    backup.onTrainEnd(training);
    assertThat(file()).doesNotExist();
  }

  @Test
  void backupIsWrittenEveryFewSteps() throws IOException {
    BackupAndRestore backup = BackupAndRestore.of(file()).saveFreq(2).deleteCheckpoint(false);
    backup.onTrainBegin(training);
    List<Boolean> written = new ArrayList<>();
    for (int step = 0; step < 5; step++) {
      backup.onTrainBatchEnd(training);
      backup.betweenSteps(training);
      written.add(Files.deleteIfExists(file()));
    }
    assertThat(written).containsExactly(false, true, false, true, false);
    assertThat(backup.save().number("steps")).isEqualTo(1);
    Checkpoint.write(file(), training.save());
    backup.onTrainEnd(training);
    assertThat(file()).exists();
  }

  @Test
  void backupThatCanNeverBeWrittenIsRefusedWhenTrainingBegins() throws IOException {
    Path taken = Files.createFile(folder.resolve("taken"));
    Callback backup = BackupAndRestore.of(taken.resolve("in.ckpt"));
    assertThatThrownBy(() -> backup.onTrainBegin(training))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("BackupAndRestore: can not write " + taken.resolve("in.ckpt"));
    assertThatThrownBy(() -> BackupAndRestore.of(folder).onTrainBegin(training))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "BackupAndRestore: can not write "
                + folder
                + ": it is a folder. Choose a place that can be written.");
    BackupAndRestore.of(file()).onTrainBegin(training);
    assertThat(file().getParent()).isEmptyDirectory();
  }

  @Test
  void placeWhereNothingMayBeWrittenIsRefusedWhenTrainingBegins() {
    // The classes of the running Java: a folder that nobody may write, not even an administrator.
    Path runtime = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    Map<String, Callback> callbacks =
        Map.of(
            "BackupAndRestore", BackupAndRestore.of(runtime.resolve("x")),
            "CSVLogger", CSVLogger.of(runtime.resolve("x")));
    callbacks.forEach(
        (name, callback) ->
            assertThatThrownBy(() -> callback.onTrainBegin(training))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                    name
                        + ": can not write /modules/java.base/x: nothing may be written in"
                        + " /modules/java.base. Choose a place that can be written."));
  }

  @Test
  void backupThatCanNotBeWrittenIsAnErrorAndWrongValuesAreRefused() throws IOException {
    Callback backup = BackupAndRestore.of(file());
    backup.onTrainBegin(training);
    Files.createDirectories(file().resolve("inside"));
    assertThatThrownBy(() -> Epochs.go(training, backup, LOSS, 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("BackupAndRestore: can not write " + file() + ": ");
    assertThatThrownBy(() -> BackupAndRestore.of(file()).saveFreq(0))
        .hasMessage("BackupAndRestore: saveFreq must be positive, got 0.");
  }
}
