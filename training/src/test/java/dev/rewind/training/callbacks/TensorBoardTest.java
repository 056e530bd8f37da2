package dev.rewind.training.callbacks;

import static dev.rewind.training.callbacks.tensorboard.EventFileReader.read;
import static java.lang.Double.parseDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.initializers.Zeros;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.FitOptions;
import dev.rewind.training.Model;
import dev.rewind.training.Sequential;
import dev.rewind.training.callbacks.tensorboard.EventFile;
import dev.rewind.training.callbacks.tensorboard.EventFileReader.Event;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanAbsoluteError;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.metrics.LossMetric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorBoardTest {
  /** Keras computed in float32. */
  private static final double FLOAT_ROUNDING = 2e-6;

  private static final SequenceDataset LINE =
      SequenceDataset.ofVectors(new double[][] {{0}, {1}, {2}, {3}})
          .withTargets(new double[][] {{-1}, {1}, {3}, {5}});
  private static final Dataset VALIDATION = LINE.subset(1, 2, 3);

  @TempDir private Path logs;
  private final Instant now = Instant.ofEpochSecond(1_700_000_000);

  /** Name and step of a value; the value is 0 for a histogram. */
  private record Point(String name, double value) {}

  private TensorBoard tensorBoard() {
    return TensorBoard.of(logs).files(folder -> EventFile.in(folder, () -> now, "host"));
  }

  private static Model line() {
    Model model =
        Sequential.of(DataShape.vectors(1), Dense.of(1).kernelInitializer(Zeros.of()))
            .build(RandomSource.of(1));
    model.compile(
        SGD.of().learningRate(0.05),
        MeanSquaredError.of(),
        LossMetric.of(MeanAbsoluteError.of().name("mae")));
    return model;
  }

  private static FitOptions options(Callback first, Callback... more) {
    return FitOptions.of()
        .verbose(false)
        .shuffle(false)
        .epochs(2)
        .batchSize(2)
        .validationBatchSize(1)
        .callbacks(first, more);
  }

  private static void fit(Callback first, Callback... more) {
    line().fit(LINE, options(first, more).validationData(VALIDATION));
  }

  @Test
  void valuesOfEpochsAndHistogramsAreWrittenAsKerasDoes() throws IOException {
    fit(tensorBoard().histogramFreq(2));
    requireSame("train", "{'histogram_freq': 2}");
    requireSame("validation", "{'histogram_freq': 2}");
  }

  @Test
  void valuesOfEachBatchAreWrittenAsKerasDoes() throws IOException {
    fit(tensorBoard().updateFreq(1));
    requireSame("train", "{'update_freq': 1}");
    requireSame("validation", "{'update_freq': 1}");
  }

  @Test
  void valuesOfEverySecondBatchAreWrittenAsKerasDoes() throws IOException {
    fit(tensorBoard().updateFreq(2));
    requireSame("train", "{'update_freq': 2}");
  }

  /** Keras leaves them out if the last batch is none of those to be written. */
  @Test
  void valuesOfEpochsAreWrittenWhateverTheBatches() throws IOException {
    fit(tensorBoard().updateFreq(3));
    assertThat(keras("train", "{'update_freq': 3}"))
        .extracting(Point::name)
        .containsExactly("batch_loss 3", "batch_mae 3");
    assertThat(points("train"))
        .extracting(Point::name)
        .containsExactly(
            "epoch_loss 0",
            "epoch_mae 0",
            "epoch_learning_rate 0",
            "batch_loss 3",
            "batch_mae 3",
            "epoch_loss 1",
            "epoch_mae 1",
            "epoch_learning_rate 1");
    assertThat(points("validation"))
        .extracting(Point::name)
        .contains("epoch_loss 0", "epoch_loss 1")
        .containsAll(keras("validation", "{'update_freq': 3}").stream().map(Point::name).toList());
  }

  @Test
  void withoutValidationThereIsNoFileForIt() {
    line().fit(LINE, options(tensorBoard()));
    assertThat(logs.resolve("train")).isNotEmptyDirectory();
    assertThat(logs.resolve("validation")).doesNotExist();
  }

  @Test
  void histogramsAreThoseOfTheWeights() throws IOException {
    FakeTraining training = new FakeTraining();
    training.weight.assign(DMatrixRMaj.wrap(1, 1, new double[] {7}));
    tensorBoard().histogramFreq(1).onEpochEnd(training);
    List<Event> events = read(file("train"));
    Event event = events.get(events.size() - 1);
    assertThat(event.tag()).isEqualTo("w/histogram");
    assertThat(event.plugin()).isEqualTo("histograms");
    assertThat(event.values()).hasSize(90).endsWith(7.0, 7.0, 1.0);
  }

  @Test
  void whatWasWrittenIsThereWhenTheTrainingFails() throws IOException {
    Callback failing =
        new Callback() {
          @Override
          public void onTrainBatchEnd(Training training) {
            if (training.epoch() == 1) {
              throw new IllegalStateException("no power");
            }
          }
        };
    assertThatThrownBy(() -> fit(tensorBoard().updateFreq(1), failing))
        .hasMessageContaining("no power");
    assertThat(points("train"))
        .extracting(Point::name)
        .containsSequence("epoch_learning_rate 0", "batch_loss 3");
  }

  @Test
  void eachTrainingCountsAnewInAFileOfItsOwn() throws IOException {
    TensorBoard callback = tensorBoard().updateFreq(1);
    fit(callback);
    fit(callback);
    Path second = logs.resolve("train/events.out.tfevents.1700000000.host.1.v2");
    assertThat(points(second)).isEqualTo(points("train")).hasSize(4 * 2 + 2 * 3);
  }

  /** Another callback may put the training back before or after this one has seen its begin. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void trainingThatGoesOnCountsOn(boolean putBackFirst) throws IOException {
    Keeper first = new Keeper(Optional.empty());
    fitWith(tensorBoard().updateFreq(1), first, putBackFirst);
    List<Point> whole = points("train");

    Snapshot afterThreeBatchesAndAnEpoch = first.kept.get(3);
    Keeper second = new Keeper(Optional.of(afterThreeBatchesAndAnEpoch));
    fitWith(tensorBoard().updateFreq(1), second, putBackFirst);
    assertThat(points(logs.resolve("train/events.out.tfevents.1700000000.host.1.v2")))
        .isEqualTo(whole.subList(whole.size() - 5, whole.size()));
  }

  private static void fitWith(TensorBoard callback, Keeper keeper, boolean keeperFirst) {
    line().fit(LINE, keeperFirst ? options(keeper, callback) : options(callback, keeper));
  }

  /** Keeps the whole training after each step, and may put one back. */
  private static final class Keeper implements Callback {
    final List<Snapshot> kept = new ArrayList<>();
    private final Optional<Snapshot> start;

    Keeper(Optional<Snapshot> start) {
      this.start = start;
    }

    @Override
    public void onTrainBegin(Training training) {
      start.ifPresent(training::restore);
    }

    @Override
    public void betweenSteps(Training training) {
      kept.add(training.save());
    }
  }

  @Test
  void placeThatNoBatchFollowedIsForgotten() {
    TensorBoard callback = tensorBoard();
    FakeTraining training = new FakeTraining();
    callback.restore(new Snapshot.Builder().put("batches", 7).build());
    assertThat(callback.save().number("batches")).isEqualTo(7);
    callback.onTrainEnd(training);
    callback.onTrainBegin(training);
    callback.onTrainBatchBegin(training);
    assertThat(callback.save().number("batches")).isEqualTo(1);
  }

  @Test
  void folderThatCanNotBeMadeRefusesTheTraining() throws IOException {
    Files.writeString(logs.resolve("taken"), "a file");
    TensorBoard callback = TensorBoard.of(logs.resolve("taken"));
    assertThatThrownBy(() -> fit(callback))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("TensorBoard: can not write " + logs.resolve("taken/train") + ": ")
        .hasMessageEndingWith(". Choose a place that can be written.");
  }

  @Test
  void fileThatCanNotBeWrittenEndsTheTraining() throws IOException {
    Files.writeString(logs.resolve("validation"), "a file");
    assertThatThrownBy(() -> fit(tensorBoard()))
        .hasMessageContaining(
            "TensorBoard: can not write EventFile[" + logs.resolve("validation") + "]: ");
  }

  @Test
  void frequenciesMustBePositive() {
    TensorBoard callback = tensorBoard();
    assertThatThrownBy(() -> callback.updateFreq(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TensorBoard: updateFreq must be positive, got 0.");
    assertThatThrownBy(() -> callback.histogramFreq(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TensorBoard: histogramFreq must be positive, got -1.");
  }

  private void requireSame(String folder, String options) throws IOException {
    List<Point> own = points(folder);
    List<Point> keras = keras(folder, options);
    assertThat(own).extracting(Point::name).isEqualTo(keras.stream().map(Point::name).toList());
    for (int i = 0; i < own.size(); i++) {
      assertThat(own.get(i).value())
          .as(own.get(i).name())
          .isCloseTo(keras.get(i).value(), within(FLOAT_ROUNDING));
    }
  }

  /** What real Keras wrote, by keras_callback.py beside the record. */
  private static List<Point> keras(String folder, String options) throws IOException {
    String all;
    try (InputStream in = EventFile.class.getResourceAsStream("keras_callback.txt")) {
      all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    return all.lines()
        .dropWhile(line -> !line.equals(options))
        .skip(1)
        .takeWhile(line -> !line.startsWith("{"))
        .map(line -> line.replace("sequential/", "").split(" "))
        .filter(words -> words[0].equals(folder))
        .map(w -> new Point(w[1] + " " + w[2], w[3].equals("histogram") ? 0 : parseDouble(w[3])))
        .toList();
  }

  private Path file(String folder) {
    return logs.resolve(folder).resolve("events.out.tfevents.1700000000.host.0.v2");
  }

  private List<Point> points(String folder) throws IOException {
    return points(file(folder));
  }

  private static List<Point> points(Path file) throws IOException {
    return read(file).stream()
        .skip(1)
        .map(e -> new Point(e.tag() + " " + e.step(), scalar(e)))
        .toList();
  }

  private static double scalar(Event event) {
    return event.plugin().equals("scalars") ? event.values().get(0) : 0;
  }
}
