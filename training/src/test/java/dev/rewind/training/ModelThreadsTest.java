package dev.rewind.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.training.data.Batch;
import dev.rewind.training.losses.MeanSquaredError;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of a model, and what they must not change. */
@Timeout(120)
class ModelThreadsTest {
  private static final int BATCH = 48;
  private static final int TIMESTEPS = 12;
  private static final int FEATURES = 20;

  private static Model model() {
    Model model =
        Sequential.of(
                DataShape.sequence(FEATURES),
                GRU.of(24).returnSequences(true).dropout(0.1),
                Dropout.of(0.2),
                GRU.of(20),
                Dense.of(1))
            .build(RandomSource.of(7));
    model.compile(Adam.of(), MeanSquaredError.of());
    return model;
  }

  private static Batch batch() {
    RandomSource random = RandomSource.of(8);
    DMatrixRMaj x = random.fillGaussian(0, 1, new DMatrixRMaj(TIMESTEPS * BATCH, FEATURES));
    return Batch.ofSequences(x, TIMESTEPS, Optional.empty())
        .withTargets(random.fillGaussian(0, 1, new DMatrixRMaj(BATCH, 1)));
  }

  private static DMatrixRMaj[] trained(int threads, boolean rematerialise) {
    try (Model model = model()) {
      model.threads(threads);
      model.rematerialise(rematerialise);
      assertThat(model.threads()).isEqualTo(threads);
      for (int step = 0; step < 5; step++) {
        model.trainOnBatch(batch());
      }
      return model.weights().stream()
          .map(weight -> weight.parameter().value().copy())
          .toArray(DMatrixRMaj[]::new);
    }
  }

  private static void assertSameBits(DMatrixRMaj[] actual, DMatrixRMaj[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i].data).containsExactly(expected[i].data);
    }
  }

  private static void awaitNoThreads() {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("rewind-worker"))) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void threadsDoNotChangeABitOfTheWeights() {
    DMatrixRMaj[] expected = trained(1, false);
    assertSameBits(trained(2, false), expected);
    assertSameBits(trained(8, false), expected);
  }

  @Test
  void rematerialisationDoesNotChangeABitOfTheWeights() {
    assertSameBits(trained(2, true), trained(2, false));
  }

  @Test
  void oneThreadStartsNone() {
    awaitNoThreads();
    try (Model model = model()) {
      model.threads(1);
      model.trainOnBatch(batch());
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("rewind-worker"));
    }
  }

  /** The only test that sees a leak of threads; that of memory is the pool's. */
  @Test
  void nothingIsLeftOfAThousandModels() {
    Batch batch = batch();
    for (int i = 0; i < 1000; i++) {
      Model model = model();
      model.threads(2);
      if (i % 20 == 0) {
        model.trainOnBatch(batch);
      }
      if (i % 40 == 0) {
        model.close(); // the others are dropped
      }
    }
    awaitNoThreads();
  }

  @Test
  void closedModelComputesAlone() {
    Model model = model();
    model.threads(2);
    model.trainOnBatch(batch());
    model.close();
    awaitNoThreads();
    model.trainOnBatch(batch());
    awaitNoThreads();
  }

  @Test
  void numberOfThreadsIsPositive() {
    try (Model model = model()) {
      assertThatThrownBy(() -> model.threads(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("threads: got 0; expected a number from 1 to 1000.");
    }
  }
}
