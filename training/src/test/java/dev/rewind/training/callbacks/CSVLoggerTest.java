package dev.rewind.training.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CSVLoggerTest {
  private final FakeTraining training = new FakeTraining();
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("run/log.csv");
  }

  private void epoch(Callback callback, Map<String, Double> logs) {
    training.logs.clear();
    training.logs.putAll(logs);
    callback.onEpochEnd(training);
    training.epoch++;
  }

  private String text() throws IOException {
    return Files.readString(file());
  }

  @Test
  void rowHasTheEpochAndTheSortedLogs() throws IOException {
    CSVLogger logger = CSVLogger.of(file());
    logger.onTrainBegin(training);
    epoch(logger, Map.of("val_loss", 0.5, "loss", 0.25, "a,\"b", 3.0));
    epoch(logger, Map.of("loss", Double.NaN, "new", 1.0));
    assertThat(text())
        .isEqualTo("epoch,\"a,\"\"b\",loss,val_loss\r\n0,3.0,0.25,0.5\r\n1,NA,NaN,NA\r\n");
  }

  @Test
  void columnsForValidationAreThereInAnyCase() throws IOException {
    CSVLogger logger = CSVLogger.of(file()).separator(';');
    logger.onTrainBegin(training);
    epoch(logger, Map.of("loss", 1.5));
    epoch(logger, Map.of("loss", 1.25, "val_loss", 2.0));
    assertThat(text()).isEqualTo("epoch;loss;val_loss\r\n0;1.5;NA\r\n1;1.25;2.0\r\n");
  }

  @Test
  void secondTrainingReplacesTheFileOrAppendsWithoutANewHead() throws IOException {
    CSVLogger logger = CSVLogger.of(file());
    for (int i = 0; i < 2; i++) {
      training.epoch = 0;
      logger.onTrainBegin(training);
      epoch(logger, Map.of("val_loss", 1.0 + i));
    }
    assertThat(text()).isEqualTo("epoch,val_loss\r\n0,2.0\r\n");
    CSVLogger appending = logger.append(true);
    assertThatThrownBy(() -> appending.onTrainBegin(training))
        .hasMessage(
            "CSVLogger: "
                + file()
                + " has the columns epoch,val_loss; expected epoch,loss,val_loss."
                + " Append to a file of the same scores, or take another one.");
    training.logNames = Set.of("val_loss");
    appending.onTrainBegin(training);
    epoch(appending, Map.of("val_loss", 3.0));
    assertThat(text()).isEqualTo("epoch,val_loss\r\n0,2.0\r\n1,3.0\r\n");
    Files.delete(file());
    appending.onTrainBegin(training);
    epoch(appending, Map.of("val_loss", 4.0));
    assertThat(text()).isEqualTo("epoch,val_loss\r\n2,4.0\r\n");
  }

  @Test
  void trainingThatIsResumedReplacesTheRowsOfItsEpochs() throws IOException {
    CSVLogger first = CSVLogger.of(file());
    first.onTrainBegin(training);
    epoch(first, Map.of("val_loss", 1.0));
    CSVLogger resumed = CSVLogger.of(file());
    resumed.onTrainBegin(training);
    resumed.restore(first.save());
    epoch(first, Map.of("val_loss", 2.0));
    training.epoch = 1;
    epoch(resumed, Map.of("val_loss", 2.5, "extra", 7.0));
    assertThat(text()).isEqualTo("epoch,val_loss\r\n0,1.0\r\n1,2.5\r\n");
    CSVLogger beforeTheFirstRow = CSVLogger.of(file());
    beforeTheFirstRow.onTrainBegin(training);
    beforeTheFirstRow.restore(beforeTheFirstRow.save());
    epoch(beforeTheFirstRow, Map.of("val_loss", 3.0));
    assertThat(text()).isEqualTo("epoch,val_loss\r\n2,3.0\r\n");
  }

  @Test
  void fileThatCanNotBeWrittenIsRefusedWhenTrainingBegins() throws IOException {
    assertThatThrownBy(() -> CSVLogger.of(folder).onTrainBegin(training))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "CSVLogger: can not write "
                + folder
                + ": it is a folder. Choose a place that can be written.");
    Path taken = Files.createFile(folder.resolve("taken"));
    assertThatThrownBy(() -> CSVLogger.of(taken.resolve("log.csv")).onTrainBegin(training))
        .hasMessageStartingWith("CSVLogger: can not write " + taken.resolve("log.csv") + ": ");
  }

  @Test
  void numbersAreWrittenAsJavaWritesThemWhichReadersOfKerasFilesRead() throws IOException {
    CSVLogger logger = CSVLogger.of(file());
    logger.onTrainBegin(training);
    epoch(logger, Map.of("val_loss", 1e-5));
    epoch(logger, Map.of("val_loss", Double.POSITIVE_INFINITY));
    assertThat(text()).isEqualTo("epoch,val_loss\r\n0,1.0E-5\r\n1,Infinity\r\n");
  }

  @Test
  void separatorThatWouldBreakLinesIsRefused() {
    assertThatThrownBy(() -> CSVLogger.of(file()).separator('\n'))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "CSVLogger: separator must be neither a quote nor the end of a line, got code 10.");
  }
}
