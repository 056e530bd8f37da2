package dev.rewind.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.examples.AddingProblem.Additions;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.training.FitOptions;
import dev.rewind.training.History;
import dev.rewind.training.Model;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The batches are those of the task, and are drawn again when a training is resumed. */
class AddingProblemTest {
  private static final int TIMESTEPS = 7; // odd: the second half is one step longer
  private static final int SAMPLES = 60;

  /** Four standard deviations of the mean of 20000 squared errors. */
  private static final double SAMPLING_ERROR = 0.006;

  private static Batch batch() {
    return new Additions(TIMESTEPS, SAMPLES, RandomSource.of(5)).iterator().next();
  }

  @Test
  void targetIsTheSumOfTheMarkedNumbers() {
    Batch batch = batch();
    assertThat(batch.size()).isEqualTo(SAMPLES);
    assertThat(batch.timesteps()).isEqualTo(TIMESTEPS);
    for (int sample = 0; sample < SAMPLES; sample++) {
      double sum = 0;
      for (int time = 0; time < TIMESTEPS; time++) {
        int row = time * SAMPLES + sample;
        assertThat(batch.inputs().get(row, 0)).isBetween(0.0, 1.0);
        sum += batch.inputs().get(row, 0) * batch.inputs().get(row, 1);
      }
      assertThat(batch.targets().get(sample, 0)).isEqualTo(sum);
    }
  }

  @Test
  void eachHalfHasOneMarkAndEachStepIsMarkedSomewhere() {
    DMatrixRMaj inputs = batch().inputs();
    Set<Integer> marked = new TreeSet<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      List<Integer> times = new ArrayList<>();
      for (int time = 0; time < TIMESTEPS; time++) {
        double mark = inputs.get(time * SAMPLES + sample, 1);
        assertThat(mark).isIn(0.0, 1.0);
        if (mark == 1) {
          times.add(time);
        }
      }
      assertThat(times).hasSize(2);
      assertThat(times.get(0)).isLessThan(3);
      assertThat(times.get(1)).isGreaterThanOrEqualTo(3);
      marked.addAll(times);
    }
    assertThat(marked).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void alwaysAnsweringOneCostsTheBaseline() {
    DMatrixRMaj sums = new Additions(2, 20_000, RandomSource.of(6)).iterator().next().targets();
    double squares = 0;
    for (int sample = 0; sample < sums.numRows; sample++) {
      squares += (sums.get(sample, 0) - 1) * (sums.get(sample, 0) - 1);
    }
    assertThat(squares / sums.numRows).isCloseTo(AddingProblem.BASELINE, within(SAMPLING_ERROR));
  }

  @Test
  void gruLearnsToAddAFewSteps() {
    Additions batches = new Additions(8, 32, RandomSource.of(1));
    FitOptions options = FitOptions.of().epochs(4).stepsPerEpoch(100).verbose(false);
    History history = AddingProblem.build(GRU.of(16), 2).fit(batches, options);
    assertThat(history.get("loss").get(0)).isGreaterThan(AddingProblem.BASELINE / 10);
    assertThat(history.last("loss")).isLessThan(0.005);
  }

  @Test
  void resumedTrainingDrawsTheSameBatches() {
    Keeper keeper = new Keeper();
    Model model = AddingProblem.build(GRU.of(3), 2);
    History history = model.fit(new Additions(5, 4, RandomSource.of(1)), options(keeper));

    Model resumed = AddingProblem.build(GRU.of(3), 20);
    Callback restoring =
        new Callback() {
          @Override
          public void onTrainBegin(Training training) {
            training.restore(keeper.kept);
          }
        };
    History rest = resumed.fit(new Additions(5, 4, RandomSource.of(10)), options(restoring));
    assertThat(rest).isEqualTo(history);
    assertThat(resumed.saveWeights()).isEqualTo(model.saveWeights());
  }

  private static FitOptions options(Callback callback) {
    return FitOptions.of().epochs(3).stepsPerEpoch(4).verbose(false).callbacks(callback);
  }

  /** Keeps the training as it was inside the second epoch. */
  private static final class Keeper implements Callback {
    private Snapshot kept = Snapshot.empty();

    @Override
    public void betweenSteps(Training training) {
      if (training.epoch() == 1 && training.step() == 1) {
        kept = training.save();
      }
    }
  }
}
