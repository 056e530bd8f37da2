package dev.rewind.training.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.training.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCheckpointTest {
  private static final String LOSS = "val_loss";
  private final FakeTraining training = new FakeTraining();
  @TempDir Path folder;

  private ModelCheckpoint to(String name) {
    return ModelCheckpoint.of(folder.resolve(name).toString());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private double weightIn(String name) throws IOException {
    return Checkpoint.read(folder.resolve(name)).matrix(FakeTraining.WEIGHT).get(0, 0);
  }

  @Test
  void fileIsWrittenAfterEachEpoch() throws IOException {
    Epochs.run(training, to("{epoch:02d}-{val_loss:.2f}.ckpt"), LOSS, 1.5, 0.125);
    assertThat(files()).containsExactly("01-1.50.ckpt", "02-0.12.ckpt");
    assertThat(weightIn("02-0.12.ckpt")).isEqualTo(1);
  }

  @Test
  void onlyBetterModelsAreWrittenIfWanted() throws IOException {
    Epochs.run(training, to("{epoch}").saveBestOnly(true), LOSS, 3, 4, 2, 2, Double.NaN, 1);
    assertThat(files()).containsExactly("1", "3", "6");
  }

  @Test
  void firstModelMustBeatTheThreshold() throws IOException {
    ModelCheckpoint best = to("{epoch}").saveBestOnly(true).initialValueThreshold(2.5);
    Epochs.run(training, best, LOSS, 3, 2, 2.2);
    assertThat(files()).containsExactly("2");
  }

  @Test
  void modeSaysWhatIsBetter() throws IOException {
    Epochs.run(training, to("{epoch}").saveBestOnly(true).mode(MonitorMode.MAX), LOSS, 1, 2, 1.5);
    assertThat(files()).containsExactly("1", "2");
  }

  @Test
  void epochWithoutTheScoreIsNotTheBest() throws IOException {
    ModelCheckpoint best = to("{epoch}").saveBestOnly(true);
    Epochs.run(training, best, "loss", 1);
    assertThat(files()).isEmpty();
  }

  @Test
  void fileIsWrittenEveryFewStepsCountedOnOverTheEpochs() throws IOException {
    ModelCheckpoint every = to("{epoch}-{batch:03d}").saveFreq(3);
    every.onTrainBegin(training);
    for (training.epoch = 0; training.epoch < 2; training.epoch++) {
      for (training.step = 0; training.step < 4; training.step++) {
        every.onTrainBatchEnd(training);
      }
      every.onEpochEnd(training);
    }
    assertThat(files()).containsExactly("1-003", "2-002");
    assertThat(every.save().number("steps")).isEqualTo(2);
    every.onTrainBegin(training);
    assertThat(every.save().number("steps")).isZero();
  }

  @Test
  void bestOfTheStepsIsThatOfALogTheyHave() {
    ModelCheckpoint best = to("best").saveBestOnly(true).saveFreq(1);
    assertThatThrownBy(() -> best.onTrainBegin(training))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ModelCheckpoint: val_loss is known at the end of an epoch only, and files are written"
                + " every few steps; expected one of [loss]. Leave saveFreq out or monitor"
                + " another.");
    best.monitor("loss").onTrainBegin(training);
    training.logNames = Set.of("loss", "learning_rate");
    assertThatThrownBy(() -> to("{learning_rate}").saveFreq(1).onTrainBegin(training))
        .hasMessageStartingWith("ModelCheckpoint: there is no learning_rate for ");
  }

  @Test
  void whatItRemembersCanBePutBack() throws IOException {
    ModelCheckpoint whole = to("{epoch}").saveBestOnly(true);
    whole.onTrainBegin(training);
    Epochs.go(training, whole, LOSS, 1);
    ModelCheckpoint resumed = to("{epoch}").saveBestOnly(true);
    resumed.onTrainBegin(training);
    resumed.restore(whole.save());
    Epochs.go(training, resumed, LOSS, 2, 0.5);
    assertThat(files()).containsExactly("1", "3");
  }

  @Test
  void weightsAloneOrTheWholeModelAreWritten() throws IOException {
    Epochs.run(training, to("weights").saveWeightsOnly(true), LOSS, 1);
    Epochs.run(training, to("model"), LOSS, 1);
    assertThat(weightIn("weights")).isZero();
    assertThat(weightIn("model")).isEqualTo(1);
    assertThat(Checkpoint.read(folder.resolve("weights")).has(FakeTraining.MODEL)).isFalse();
    assertThat(Checkpoint.read(folder.resolve("model")).has(FakeTraining.MODEL)).isTrue();
  }

  @Test
  void unknownPlacesAndMonitorsAreRefusedWhenTrainingBegins() {
    training.logNames = Set.of("loss");
    assertThatThrownBy(() -> to("{epoch}-{mape:.1f}").onTrainBegin(training))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ModelCheckpoint: there is no mape for "
                + folder.resolve("{epoch}-{mape:.1f}")
                + "; expected one of [epoch, loss].");
    assertThatThrownBy(() -> to("{batch}").onTrainBegin(training))
        .hasMessageContaining("there is no batch for");
    assertThatThrownBy(() -> to("best").saveBestOnly(true).onTrainBegin(training))
        .hasMessageStartingWith("ModelCheckpoint: there is no val_loss; the logs will have loss.");
    to("last").onTrainBegin(training);
  }

  @Test
  void placeThatThisEpochDoesNotHaveIsAnError() {
    ModelCheckpoint place = to("{val_loss:.1f}");
    assertThatThrownBy(() -> Epochs.run(training, place, "loss", 1))
        .hasMessage(
            "ModelCheckpoint: there is no val_loss for "
                + folder.resolve("{val_loss:.1f}")
                + " now; the logs have loss. Validate after each epoch, with validationFreq(1), or"
                + " leave it out.");
    training.logNames = Set.of("loss", "extra");
    assertThatThrownBy(() -> Epochs.run(training, to("{extra}"), "loss", 1))
        .hasMessageEndingWith(" Put the callback that adds it before this one, or leave it out.");
  }

  @Test
  void placeOfAScoreThatIsTheMonitorIsNeededWithItOnly() throws IOException {
    ModelCheckpoint best = to("{val_loss:.1f}").saveBestOnly(true);
    best.onTrainBegin(training);
    Epochs.go(training, best, "loss", 1);
    Epochs.go(training, best, LOSS, 2);
    assertThat(files()).containsExactly("2.0");
  }

  @Test
  void formatThatDoesNotFitIsRefusedWhenTrainingBegins() {
    assertThatThrownBy(() -> to("{epoch:d}-{val_loss:02d}").onTrainBegin(training))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ModelCheckpoint: {val_loss:02d} is for a whole number, and val_loss is none."
                + " Use f or e.");
    to("{epoch:d}-{batch:d}-{loss:f}").saveFreq(1).onTrainBegin(training);
  }

  @Test
  void rateThatACallbackLogsHasAPlace() throws IOException {
    training.logNames = Set.of("loss", "learning_rate");
    Callback rate = LearningRateScheduler.of((epoch, before) -> 0.25);
    ModelCheckpoint named = to("{learning_rate:.2f}");
    List.of(rate, named).forEach(callback -> callback.onTrainBegin(training));
    List.of(rate, named).forEach(callback -> callback.onEpochBegin(training));
    List.of(rate, named).forEach(callback -> callback.onEpochEnd(training));
    assertThat(files()).containsExactly("0.25");
  }

  @Test
  void fileThatCanNotBeWrittenIsAnError() throws IOException {
    Files.createDirectories(folder.resolve("1/inside"));
    assertThatThrownBy(() -> Epochs.run(training, to("{epoch}"), LOSS, 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("ModelCheckpoint: can not write " + folder.resolve("1") + ": ");
  }

  @Test
  void fileThatCanNeverBeWrittenIsRefusedWhenTrainingBegins() throws IOException {
    assertThatThrownBy(() -> ModelCheckpoint.of(folder.toString()).onTrainBegin(training))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "ModelCheckpoint: can not write "
                + folder
                + ": it is a folder. Choose a place that can be written.");
    Files.createFile(folder.resolve("taken"));
    for (String name : List.of("taken/last", "taken/{epoch}", "taken/{epoch}/{val_loss:.2f}")) {
      assertThatThrownBy(() -> to(name).onTrainBegin(training))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("ModelCheckpoint: can not write " + folder.resolve(name) + ": ");
    }
  }

  @Test
  void foldersAreMadeWhenTrainingBeginsAsFarAsTheyAreKnown() throws IOException {
    to("a/b/last").onTrainBegin(training);
    to("{{c}}/{epoch}").onTrainBegin(training);
    to("run-{epoch}/last").onTrainBegin(training);
    assertThat(folder.resolve("a/b")).isEmptyDirectory();
    assertThat(files()).containsExactly("a", "{c}");
    Epochs.run(training, to("run-{epoch}/last"), LOSS, 1);
    assertThat(folder.resolve("run-1/last")).exists();
  }

  @Test
  void valuesOutOfRangeAreRefusedWhenSet() {
    assertThatThrownBy(() -> to("x").saveFreq(0))
        .hasMessage("ModelCheckpoint: saveFreq must be positive, got 0.");
    assertThatThrownBy(() -> to("x").initialValueThreshold(Double.NaN))
        .hasMessage("ModelCheckpoint: initialValueThreshold must be a number, got NaN.");
    assertThatThrownBy(() -> ModelCheckpoint.of(" "))
        .hasMessage("ModelCheckpoint: got an empty file name.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{epoch",
        "epoch}",
        "{}",
        "{epoch:02x}",
        "{epoch:.2d}",
        "{loss!r}",
        "{loss:.9999f}"
      })
  void placesOfOtherFormsAreRefused(String pattern) {
    assertThatThrownBy(() -> ModelCheckpoint.of("a" + pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can not read the place ")
        .hasMessageContaining(" of a" + pattern + "; expected one such as {epoch}");
  }

  /** What Python 3.12 gives for the same format and value. */
  @ParameterizedTest
  @CsvSource({
    "{n},             7",
    "{n:d},           7",
    "{n:03d},         007",
    "{n:3d},          '  7'",
    "{n:.1f},         7.0",
    "{x:f},           -0.125000",
    "{x:.2f},         -0.12",
    "{x:08.3f},       -000.125",
    "{x:8.3f},        '  -0.125'",
    "{x:.0f},         -0",
    "{y:.2f},         2.67",
    "{y:.1e},         2.7e+00",
    "{small:.2e},     1.23e-05",
    "{small:e},       1.234500e-05",
    "{nan:.2f},       nan",
    "{{n}}{n},        {n}7"
  })
  void numbersAreWrittenAsPythonWritesThem(String pattern, String expected) {
    Map<String, Double> others =
        Map.of("x", -0.125, "y", 2.675, "small", 1.2345e-5, "nan", Double.NaN);
    assertThat(new FilePattern("test", pattern).fill(Map.of("n", 7), others)).isEqualTo(expected);
  }

  @Test
  void wholeNumberIsWantedWhereThereIsNone() {
    FilePattern pattern = new FilePattern("test", "{x:d}");
    assertThatThrownBy(() -> pattern.fill(Map.of(), Map.of("x", 1.0)))
        .hasMessage("test: {x:d} is for a whole number, and x is none. Use f or e.");
  }
}
