package dev.rewind.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.training.data.Batch;
import dev.rewind.training.losses.MeanSquaredError;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * How many bytes a training step allocates when it has been made often. Matrices are lent, so that
 * only small objects are left: the tape, its entries and variables, the scores, the parts of the
 * GRU's own op.
 *
 * <p>Until the compiler has seen a loop over vectors often enough, each vector is an object, a
 * hundred times more than all the rest. So a step is made again and again until few bytes are left,
 * up to a number of steps that is more than enough.
 */
class TrainingStepMemoryTest {
  private static final int FEATURES = 8;
  private static final int STEPS = 301;
  private static final int MOST_ROUNDS = 150;

  /** 3.7 kB in the interpreter, 2.9 kB compiled. */
  private static final long MOST_OF_DENSE = 5_000;

  /** 18 kB in the interpreter, 14 to 16 kB compiled, however long the sequence. */
  private static final long MOST_OF_RECURRENT = 16 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void stepOfADenseModelAllocatesLittle() {
    Model model = Sequential.of(DataShape.vectors(FEATURES), Dense.of(1)).build(RandomSource.of(3));
    Batch batch = Batch.ofVectors(numbers(1, FEATURES)).withTargets(numbers(1, 1));
    assertThat(bytesPerStep(model, batch, MOST_OF_DENSE)).isLessThan(MOST_OF_DENSE);
  }

  @Test
  void stepOfARecurrentModelAllocatesLittleAndNoMatrices() {
    Model model = recurrent();
    Batch batch = sequence(50);
    assertThat(bytesPerStep(model, batch, MOST_OF_RECURRENT)).isLessThan(MOST_OF_RECURRENT);
    long made = model.execution().matricesMade();
    model.trainOnBatch(batch);
    assertThat(model.execution().matricesMade()).isEqualTo(made).isPositive();
  }

  @Test
  void stepOfALongSequenceAllocatesNoMore() {
    assertThat(bytesPerStep(recurrent(), sequence(200), MOST_OF_RECURRENT))
        .isLessThan(MOST_OF_RECURRENT);
  }

  private static Model recurrent() {
    return Sequential.of(DataShape.sequence(FEATURES), GRU.of(16), Dense.of(1))
        .build(RandomSource.of(3));
  }

  private static Batch sequence(int timesteps) {
    return Batch.ofSequences(numbers(timesteps, FEATURES), timesteps, Optional.empty())
        .withTargets(numbers(1, 1));
  }

  private static DMatrixRMaj numbers(int rows, int columns) {
    RandomSource random = RandomSource.of(5);
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      matrix.set(i, random.nextGaussian());
    }
    return matrix;
  }

  /** The bytes of a step: the first that are fewer than enough, or those after all rounds. */
  private static long bytesPerStep(Model model, Batch batch, long enough) {
    model.compile(Adam.of(), MeanSquaredError.of());
    long bytes = medianOfSteps(model, batch);
    for (int round = 1; round < MOST_ROUNDS && bytes >= enough; round++) {
      bytes = medianOfSteps(model, batch);
    }
    return bytes;
  }

  /** The median, since now and then something else happens on the thread. */
  private static long medianOfSteps(Model model, Batch batch) {
    long thread = Thread.currentThread().getId();
    long[] bytes = new long[STEPS];
    for (int step = 0; step < STEPS; step++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      model.trainOnBatch(batch);
      bytes[step] = THREADS.getThreadAllocatedBytes(thread) - before;
    }
    Arrays.sort(bytes);
    assertThat(bytes[STEPS / 2]).as("the counter of bytes must be on").isPositive();
    return bytes[STEPS / 2];
  }
}
