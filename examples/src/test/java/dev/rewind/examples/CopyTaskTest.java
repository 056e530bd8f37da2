package dev.rewind.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.training.FitOptions;
import dev.rewind.training.Model;
import dev.rewind.training.data.Batch;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The batches are those of the task, and a GRU learns a short one. */
class CopyTaskTest {
  private static final int DELAY = 3;
  private static final int SAMPLES = 20;
  private static final int TIMESTEPS = DELAY + 20;

  /** A sum of logarithms, in another order. */
  private static final double ROUNDING = 1e-12;

  private static Batch batch() {
    return CopyTask.batch(DELAY, SAMPLES, RandomSource.of(5));
  }

  /** The only column of a row that is 1, the others being 0. */
  private static int symbol(DMatrixRMaj oneHot, int row) {
    int symbol = -1;
    for (int column = 0; column < oneHot.numCols; column++) {
      if (oneHot.get(row, column) != 0) {
        assertThat(symbol).as("a second symbol in row %d", row).isEqualTo(-1);
        assertThat(oneHot.get(row, column)).isEqualTo(1);
        symbol = column;
      }
    }
    return symbol;
  }

  @Test
  void tenSymbolsAreReadThenBlanksWithASignInTheEnd() {
    Batch batch = batch();
    assertThat(batch.timesteps()).isEqualTo(TIMESTEPS);
    Set<Integer> symbols = new TreeSet<>();
    for (int time = 0; time < TIMESTEPS; time++) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        int symbol = symbol(batch.inputs(), time * SAMPLES + sample);
        if (time < 10) {
          symbols.add(symbol);
        } else {
          assertThat(symbol).as("step %d", time).isEqualTo(time == DELAY + 9 ? 9 : 8);
        }
      }
    }
    assertThat(symbols).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void symbolsAreToBeRepeatedAfterTheSign() {
    Batch batch = batch();
    assertThat(batch.targetsPerStep()).isTrue();
    for (int time = 0; time < TIMESTEPS; time++) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        int read = symbol(batch.inputs(), Math.max(0, time - DELAY - 10) * SAMPLES + sample);
        assertThat(batch.targets().get(time * SAMPLES + sample, 0))
            .as("step %d", time)
            .isEqualTo(time < DELAY + 10 ? 8 : read);
      }
    }
  }

  @Test
  void forgettingCostsTheBaseline() {
    DMatrixRMaj targets = batch().targets();
    double cost = 0;
    for (int row = 0; row < targets.numRows; row++) {
      cost -= targets.get(row, 0) == 8 ? Math.log(1) : Math.log(1.0 / 8);
    }
    assertThat(cost / targets.numRows).isCloseTo(CopyTask.baseline(DELAY), within(ROUNDING));
    assertThat(CopyTask.baseline(10)).isCloseTo(0.6931, within(1e-4)); // log 8 / 3
  }

  @Test
  void onlyTheLastTenStepsCountForRecall() {
    DMatrixRMaj weights = CopyTask.onlyRecall(batch()).sampleWeights().orElseThrow();
    assertThat(weights.numRows).isEqualTo(TIMESTEPS * SAMPLES);
    for (int row = 0; row < weights.numRows; row++) {
      assertThat(weights.get(row, 0)).isEqualTo(row / SAMPLES < DELAY + 10 ? 0 : 1);
    }
  }

  @Test
  void gruRemembersForAShortTime() {
    Model model = CopyTask.build(48, 10_000, 1);
    RandomSource random = RandomSource.of(2);
    Iterable<Batch> batches = () -> Stream.generate(() -> CopyTask.batch(1, 16, random)).iterator();
    FitOptions options = FitOptions.of().epochs(1).stepsPerEpoch(600).verbose(false);
    model.fit(batches, options);

    Batch test = CopyTask.batch(1, 100, RandomSource.of(3));
    assertThat(model.testOnBatch(test).get("loss")).isLessThan(0.9 * CopyTask.baseline(1));
    assertThat(CopyTask.accuracy(model, CopyTask.onlyRecall(test))).isGreaterThan(0.2);
  }
}
