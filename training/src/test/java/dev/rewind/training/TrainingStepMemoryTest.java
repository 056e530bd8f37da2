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
 * only small objects are left: the tape, its entries and variables, the scores.
 *
 * <p>A compiler spares some of them; the bounds for the frame hold in the interpreter too.
 */
class TrainingStepMemoryTest {
  private static final int FEATURES = 8;
  private static final int MEASURED = 301;

  /** 3.7 kB in the interpreter, 2.9 kB compiled. */
  private static final long MOST_OF_DENSE = 5_000;

  /** 10.8 kB in the interpreter, 9.8 kB compiled; one step of the GRU's own op is part of it. */
  private static final long MOST_OF_ONE_TIME_STEP = 14_000;

  /** 110 kB in the interpreter, 48 kB compiled; but for 4 kB, views in the GRU's own op. */
  private static final long MOST_OF_A_SEQUENCE = 130_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void stepOfADenseModelAllocatesLittle() {
    Model model = Sequential.of(DataShape.vectors(FEATURES), Dense.of(1)).build(RandomSource.of(3));
    Batch batch = Batch.ofVectors(numbers(1, FEATURES)).withTargets(numbers(1, 1));
    assertThat(bytesPerStep(model, batch, 3_000)).isLessThan(MOST_OF_DENSE);
  }

  @Test
  void frameOfARecurrentStepAllocatesLittle() {
    assertThat(bytesPerStep(recurrent(), sequence(1), 3_000)).isLessThan(MOST_OF_ONE_TIME_STEP);
  }

  @Test
  void stepOfARecurrentModelAllocatesNoMatrices() {
    Model model = recurrent();
    Batch batch = sequence(50);
    assertThat(bytesPerStep(model, batch, 1_000)).isLessThan(MOST_OF_A_SEQUENCE);
    long made = model.execution().matricesMade();
    model.trainOnBatch(batch);
    assertThat(model.execution().matricesMade()).isEqualTo(made).isPositive();
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

  /** The median, since now and then something else happens on the thread. */
  private static long bytesPerStep(Model model, Batch batch, int warmUp) {
    model.compile(Adam.of(), MeanSquaredError.of());
    for (int step = 0; step < warmUp; step++) {
      model.trainOnBatch(batch);
    }
    long thread = Thread.currentThread().getId();
    long[] bytes = new long[MEASURED];
    for (int step = 0; step < MEASURED; step++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      model.trainOnBatch(batch);
      bytes[step] = THREADS.getThreadAllocatedBytes(thread) - before;
    }
    Arrays.sort(bytes);
    assertThat(bytes[MEASURED / 2]).as("the counter of bytes must be on").isPositive();
    return bytes[MEASURED / 2];
  }
}
