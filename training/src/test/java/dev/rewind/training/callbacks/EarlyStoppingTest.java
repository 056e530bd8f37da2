package dev.rewind.training.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  private static final String LOSS = "val_loss";
  private final FakeTraining training = new FakeTraining();

  private EarlyStopping after(EarlyStopping stopping, double... losses) {
    Epochs.run(training, stopping, LOSS, losses);
    return stopping;
  }

  @Test
  void stopsWhenItWasNotBetterForThePatience() {
    EarlyStopping stopping = after(EarlyStopping.of().patience(2), 3, 2, 2.5, 1, 1, 1.5, 0);
    assertThat(stopping.stoppedEpoch()).hasValue(5);
    assertThat(stopping.bestEpoch()).isEqualTo(3);
    assertThat(Epochs.weight(training)).as("weights of the last epoch").isEqualTo(5);
  }

  @Test
  void patienceOf0IsAs1AndTheFirstEpochIsNeverTheLast() {
    assertThat(after(EarlyStopping.of(), 3, 2, 2, 1).stoppedEpoch()).hasValue(2);
    FakeTraining other = new FakeTraining();
    EarlyStopping unfulfilled = EarlyStopping.of().baseline(0);
    Epochs.run(other, unfulfilled, LOSS, 3, 2, 1, 1);
    assertThat(unfulfilled.stoppedEpoch()).as("each was better than the best").hasValue(3);
  }

  @Test
  void changeOfMinDeltaIsNotEnough() {
    assertThat(after(EarlyStopping.of().minDelta(0.5).patience(2), 3, 2.5, 2.25).bestEpoch())
        .isEqualTo(2);
    FakeTraining other = new FakeTraining();
    EarlyStopping exactly = EarlyStopping.of().minDelta(0.5).patience(9);
    Epochs.run(other, exactly, LOSS, 3, 2.5);
    assertThat(exactly.bestEpoch()).isZero();
  }

  @Test
  void scoreThatIsBetterThanTheBestButNotThanTheBaselineDoesNotEndTheWaiting() {
    EarlyStopping stopping = EarlyStopping.of().baseline(1).patience(3).restoreBestWeights(true);
    assertThat(after(stopping, 5, 4, 3, 3.5, 0).stoppedEpoch()).hasValue(3);
    assertThat(Epochs.weight(training)).as("restored whatever the baseline").isEqualTo(2);
  }

  @Test
  void bestWeightsAreRestoredHoweverTheTrainingEnds() {
    EarlyStopping stopping = EarlyStopping.of().patience(9).restoreBestWeights(true);
    assertThat(after(stopping, 3, 1, 2).stoppedEpoch()).isEmpty();
    assertThat(Epochs.weight(training)).isEqualTo(1);
  }

  @Test
  void firstEpochsCanBeLeftOut() {
    EarlyStopping stopping = EarlyStopping.of().startFromEpoch(2).restoreBestWeights(true);
    assertThat(after(stopping, 0, 0, 5, 6).stoppedEpoch()).hasValue(3);
    assertThat(stopping.bestEpoch()).isEqualTo(2);
  }

  @Test
  void modeSaysWhatIsBetterAndAutoAsksTheScore() {
    training.logNames = Set.of("accuracy");
    EarlyStopping stopping = EarlyStopping.of().monitor("accuracy").patience(1);
    Epochs.run(training, stopping, "accuracy", 0.1, 0.2, 0.2);
    assertThat(stopping.stoppedEpoch()).hasValue(2);
    FakeTraining other = new FakeTraining();
    EarlyStopping downward = EarlyStopping.of().mode(MonitorMode.MAX);
    Epochs.run(other, downward, LOSS, 3, 4, 4.5, 2);
    assertThat(downward.bestEpoch()).isEqualTo(2);
  }

  @Test
  void naNIsNeverAnImprovement() {
    assertThat(after(EarlyStopping.of().patience(2), 3, Double.NaN, Double.NaN).stoppedEpoch())
        .hasValue(2);
    FakeTraining other = new FakeTraining();
    EarlyStopping first = EarlyStopping.of().patience(2);
    Epochs.run(other, first, LOSS, Double.NaN, 1, 0.5);
    assertThat(first.stoppedEpoch()).isEmpty();
    assertThat(first.bestEpoch()).isEqualTo(2);
  }

  @Test
  void epochWithoutTheScoreDoesNotCount() {
    EarlyStopping stopping = EarlyStopping.of().patience(1);
    stopping.onTrainBegin(training);
    Epochs.go(training, stopping, LOSS, 1);
    Epochs.go(training, stopping, "loss", 9, 9, 9);
    assertThat(training.stopped).isFalse();
  }

  @Test
  void secondTrainingStartsAnew() {
    EarlyStopping stopping = EarlyStopping.of().restoreBestWeights(true);
    after(stopping, 1, 2);
    FakeTraining other = new FakeTraining();
    Epochs.run(other, stopping, LOSS, 9, 8);
    assertThat(stopping.stoppedEpoch()).isEmpty();
    assertThat(stopping.bestEpoch()).isEqualTo(1);
    assertThat(Epochs.weight(other)).isEqualTo(1);
  }

  @Test
  void whatItRemembersCanBePutBack() {
    EarlyStopping whole = EarlyStopping.of().patience(3).restoreBestWeights(true);
    whole.onTrainBegin(training);
    Epochs.go(training, whole, LOSS, 1, 2, 2);
    EarlyStopping resumed = EarlyStopping.of().patience(3).restoreBestWeights(true);
    resumed.onTrainBegin(training);
    resumed.restore(whole.save());
    assertThat(resumed.save()).isEqualTo(whole.save());
    Epochs.go(training, resumed, LOSS, 2);
    assertThat(resumed.stoppedEpoch()).hasValue(3);
    resumed.onTrainEnd(training);
    assertThat(Epochs.weight(training)).isZero();
    EarlyStopping ended = EarlyStopping.of();
    ended.restore(resumed.save());
    assertThat(ended.stoppedEpoch()).hasValue(3);
  }

  @Test
  void monitorThatNoLogWillHaveIsRefused() {
    training.logNames = Set.of("loss", "accuracy");
    assertThatThrownBy(() -> EarlyStopping.of().onTrainBegin(training))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "EarlyStopping: there is no val_loss; the logs will have accuracy, loss."
                + " Give validation data or monitor another.");
    assertThatThrownBy(() -> EarlyStopping.of().monitor("acc").onTrainBegin(training))
        .hasMessage(
            "EarlyStopping: there is no acc; the logs will have accuracy, loss."
                + " Monitor one of them.");
  }

  @Test
  void scoreThatDoesNotSayWhatIsBetterIsRefused() {
    training.logNames = Set.of("mean");
    assertThatThrownBy(() -> EarlyStopping.of().monitor("mean").onTrainBegin(training))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "EarlyStopping: mean does not say whether larger is better; expected a mode."
                + " Set mode(MonitorMode.MIN) or mode(MonitorMode.MAX).");
    EarlyStopping.of().monitor("mean").mode(MonitorMode.MIN).onTrainBegin(training);
  }

  @Test
  void valuesOutOfRangeAreRefusedWhenSet() {
    EarlyStopping stopping = EarlyStopping.of();
    assertThatThrownBy(() -> stopping.patience(-1))
        .hasMessage("EarlyStopping: patience must be at least 0, got -1.");
    assertThatThrownBy(() -> stopping.minDelta(-0.1))
        .hasMessage("EarlyStopping: minDelta must be finite and at least 0, got -0.1.");
    assertThatThrownBy(() -> stopping.startFromEpoch(-1))
        .hasMessage("EarlyStopping: startFromEpoch must be at least 0, got -1.");
    assertThatThrownBy(() -> stopping.baseline(Double.NaN))
        .hasMessage("EarlyStopping: baseline must be a number, got NaN.");
  }
}
