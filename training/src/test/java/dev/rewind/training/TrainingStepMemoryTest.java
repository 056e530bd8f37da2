package dev.rewind.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.BatchNormalization;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.GlobalAveragePooling1D;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Mask;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.training.data.Batch;
import dev.rewind.training.losses.MeanSquaredError;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** 8 to 9 kB compiled, however long the sequence. */
  private static final long MOST_OF_RECURRENT = 10 * 1000;

  /** 8 to 9 kB, of 8 samples. */
  private static final long MOST_OF_MASKED = 12 * 1024;

  /** What may be more when there are 350 steps of 8 samples more. */
  private static final long MOST_MORE = 2 * 1024;

  private static final int SAMPLES = 8;
  private static final int FEW = 50;
  private static final int MANY = 400;

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
    Batch batch = sequence(1, 50);
    assertThat(bytesPerStep(model, batch, MOST_OF_RECURRENT)).isLessThan(MOST_OF_RECURRENT);
    long made = model.execution().matricesMade();
    model.trainOnBatch(batch);
    assertThat(model.execution().matricesMade()).isEqualTo(made).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"1, 200", "32, 50"})
  void stepOfALongSequenceOrAUsualBatchAllocatesLittle(int samples, int timesteps) {
    assertThat(bytesPerStep(recurrent(), sequence(samples, timesteps), MOST_OF_RECURRENT))
        .isLessThan(MOST_OF_RECURRENT);
  }

  @Test
  void maskOfALongSequenceAllocatesNoMoreThanThatOfAShortOne() {
    Model perStep =
        model(Dense.of(4), BatchNormalization.of(), Dense.of(1)); // weighs a loss for each step
    assertThat(growth(perStep, true, MOST_OF_MASKED, MOST_MORE)).isLessThan(MOST_MORE);
    Model pooled = model(GlobalAveragePooling1D.of(), Dense.of(1));
    assertThat(growth(pooled, false, MOST_OF_MASKED, MOST_MORE)).isLessThan(MOST_MORE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void maskOfARecurrentModelIsNotAllocatedAnew(boolean goBackwards) {
    Model model = model(GRU.of(4).returnSequences(true).goBackwards(goBackwards), Dense.of(1));
    assertThat(growth(model, true, 2 * MOST_OF_RECURRENT, MOST_MORE)).isLessThan(MOST_MORE);
  }

  private static Model model(LayerConfig... layers) {
    return Sequential.of(DataShape.sequence(FEATURES), layers).build(RandomSource.of(3));
  }

  /** Sequences of all lengths, padded at the end. */
  private static Batch masked(int timesteps, boolean perStep) {
    int rows = timesteps * SAMPLES;
    int[] lengths = new int[SAMPLES];
    Arrays.setAll(lengths, b -> timesteps * (b + 1) / SAMPLES);
    Mask mask = Mask.ofLengths(timesteps, lengths);
    Batch batch = Batch.ofSequences(numbers(rows, FEATURES), timesteps, Optional.of(mask));
    return perStep
        ? batch.withStepTargets(numbers(rows, 1))
        : batch.withTargets(numbers(SAMPLES, 1));
  }

  /** How many bytes more a step of long sequences allocates than one of short ones. */
  private static long growth(Model model, boolean perStep, long enough, long most) {
    long bytes = bytesPerStep(model, masked(FEW, perStep), enough);
    return bytesPerStep(model, masked(MANY, perStep), bytes + most) - bytes;
  }

  private static Model recurrent() {
    return Sequential.of(DataShape.sequence(FEATURES), GRU.of(16), Dense.of(1))
        .build(RandomSource.of(3));
  }

  private static Batch sequence(int samples, int timesteps) {
    DMatrixRMaj inputs = numbers(timesteps * samples, FEATURES);
    return Batch.ofSequences(inputs, timesteps, Optional.empty()).withTargets(numbers(samples, 1));
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
