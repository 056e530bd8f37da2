package dev.rewind.training.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.training.checkpoint.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks begin before it is known where a training goes on. */
class BeginTest {
  @TempDir Path folder;

  private Callback[] all(PrintStream out) {
    return new Callback[] {
      new ProgressLine(out, 0, StandardCharsets.UTF_8, () -> 0),
      EarlyStopping.of(),
      ReduceLROnPlateau.of(),
      LearningRateScheduler.of((epoch, rate) -> rate),
      ModelCheckpoint.of(folder.resolve("{epoch}.ckpt").toString()),
      BackupAndRestore.of(folder.resolve("backup")),
      CSVLogger.of(folder.resolve("log.csv")),
      TensorBoard.of(folder.resolve("logs")).updateFreq(1).histogramFreq(1),
      TerminateOnNaN.of(),
      LambdaCallback.of()
    };
  }

  @Test
  void noCallbackAsksForTheEpochBeforeAllHaveBegun() throws IOException {
    FakeTraining first = new FakeTraining();
    first.epoch = 7;
    first.weight.assign(new DMatrixRMaj(new double[][] {{5}}));
    Checkpoint.write(folder.resolve("backup"), first.save());
    FakeTraining training = new FakeTraining();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Callback[] callbacks = all(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    training.begin(callbacks);
    assertThat(training.epoch()).isEqualTo(7);
    assertThat(Epochs.weight(training)).isEqualTo(5);
    training.logs.put("val_loss", 1.0);
    List.of(callbacks).forEach(callback -> callback.onEpochEnd(training));
    assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("Epoch 8/40");
    assertThat(folder.resolve("8.ckpt")).exists();
    assertThat(folder.resolve("log.csv")).content().contains("\r\n7,");
  }
}
