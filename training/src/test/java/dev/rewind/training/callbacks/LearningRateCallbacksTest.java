package dev.rewind.training.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.FitOptions;
import dev.rewind.training.Model;
import dev.rewind.training.Sequential;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanSquaredError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningRateCallbacksTest {
  private static final String LOSS = "val_loss";
  private final FakeTraining training = new FakeTraining();

  /** The rate after each epoch; it begins at 0.1. */
  private List<Double> rates(Callback callback, double... losses) {
    List<Double> rates = new ArrayList<>();
    callback.onTrainBegin(training);
    for (double loss : losses) {
      Epochs.go(training, callback, LOSS, loss);
      rates.add(training.optimizer.learningRate());
    }
    return rates;
  }

  private static ReduceLROnPlateau half() {
    return ReduceLROnPlateau.of().factor(0.5).minDelta(0);
  }

  @Test
  void rateIsLoweredWhenTheScoreWasNotBetterForThePatience() {
    assertThat(rates(half().patience(2), 3, 3, 2, 2, 2, 2, 2))
        .containsExactly(0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025);
  }

  @Test
  void cooldownIsWaitedForFirst() {
    assertThat(rates(half().patience(1).cooldown(2), 1, 1, 1, 1, 1, 1))
        .containsExactly(0.1, 0.05, 0.05, 0.025, 0.025, 0.0125);
  }

  @Test
  void rateDoesNotFallBelowTheLowest() {
    assertThat(rates(half().patience(1).minLr(0.04), 1, 1, 1, 1))
        .containsExactly(0.1, 0.05, 0.04, 0.04);
  }

  @Test
  void logHasTheRateBeforeItIsLowered() {
    rates(half().patience(1), 1, 1);
    assertThat(training.logs).containsEntry("learning_rate", 0.1);
  }

  @Test
  void whatReduceRemembersCanBePutBackAndASecondTrainingStartsAnew() {
    ReduceLROnPlateau whole = half().patience(2).cooldown(1);
    rates(whole, 1, 1, 1, 1);
    ReduceLROnPlateau resumed = half().patience(2).cooldown(1);
    resumed.onTrainBegin(training);
    assertThat(resumed.save()).isNotEqualTo(whole.save());
    resumed.restore(whole.save());
    assertThat(resumed.save()).isEqualTo(whole.save());
    Epochs.go(training, resumed, LOSS, 1);
    assertThat(training.optimizer.learningRate()).isEqualTo(0.025);
    assertThat(rates(whole, 9, 9)).containsExactly(0.025, 0.025);
  }

  @Test
  void namesOfTheLogsThatTheyAddAreKnownBefore() {
    assertThat(half().logNames()).containsExactly("learning_rate");
    assertThat(LearningRateScheduler.of((e, r) -> r).logNames()).containsExactly("learning_rate");
  }

  @Test
  void ratesThatTheyLogCanBeWatchedAndNameFiles(@TempDir Path folder) {
    Model model = Sequential.of(DataShape.vectors(1), Dense.of(1)).build(RandomSource.of(1));
    model.compile(SGD.of(), MeanSquaredError.of());
    Dataset data =
        SequenceDataset.ofVectors(new double[][] {{1}}).withTargets(new double[][] {{1}});
    EarlyStopping watching =
        EarlyStopping.of().monitor("learning_rate").mode(MonitorMode.MIN).patience(1);
    model.fit(
        data,
        FitOptions.of()
            .verbose(false)
            .epochs(9)
            .callbacks(
                LearningRateScheduler.of((epoch, rate) -> epoch < 3 ? rate / 2 : rate),
                ModelCheckpoint.of(folder.resolve("{learning_rate:.5f}").toString()),
                watching));
    assertThat(watching.stoppedEpoch()).hasValue(3);
    assertThat(folder.toFile().list()).containsOnly("0.00500", "0.00250", "0.00125");
  }

  @Test
  void schedulerIsAskedBeforeEachEpoch() {
    assertThat(rates(LearningRateScheduler.of((epoch, rate) -> rate / (1 + epoch)), 1, 1, 1))
        .containsExactly(0.1, 0.05, 0.05 / 3);
    assertThat(training.logs).containsEntry("learning_rate", 0.05 / 3);
  }

  @Test
  void rateThatIsNoneIsRefused() {
    Callback scheduler = LearningRateScheduler.of((epoch, rate) -> -1);
    assertThatThrownBy(() -> scheduler.onEpochBegin(training))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void optimizerWithAScheduleIsRefusedWhenTrainingBegins() {
    training.followSchedule();
    String message =
        ": the learning rate of the optimizer follows "
            + training.optimizer().config().options().get(FakeTraining.RATE)
            + " and can not be set. Compile with a number as its learning rate, or leave this"
            + " callback out.";
    assertThatThrownBy(() -> ReduceLROnPlateau.of().onTrainBegin(training))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ReduceLROnPlateau" + message);
    assertThatThrownBy(() -> LearningRateScheduler.of((e, r) -> r).onTrainBegin(training))
        .hasMessage("LearningRateScheduler" + message);
  }

  @Test
  void valuesOutOfRangeAreRefusedWhenSet() {
    assertThatThrownBy(() -> half().factor(1))
        .hasMessage("ReduceLROnPlateau: factor must be in [0, 1), got 1.0.");
    assertThatThrownBy(() -> half().patience(-1))
        .hasMessage("ReduceLROnPlateau: patience must be at least 0, got -1.");
    assertThatThrownBy(() -> half().cooldown(-1))
        .hasMessage("ReduceLROnPlateau: cooldown must be at least 0, got -1.");
    assertThatThrownBy(() -> half().minLr(-1))
        .hasMessage("ReduceLROnPlateau: minLr must be finite and at least 0, got -1.0.");
    assertThatThrownBy(() -> half().minDelta(Double.NaN))
        .hasMessage("ReduceLROnPlateau: minDelta must be finite and at least 0, got NaN.");
    training.logNames = Set.of("loss");
    assertThatThrownBy(() -> half().onTrainBegin(training))
        .hasMessageStartingWith(
            "ReduceLROnPlateau: there is no val_loss; the logs will have loss.");
  }
}
