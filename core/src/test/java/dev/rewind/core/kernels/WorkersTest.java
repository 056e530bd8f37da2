package dev.rewind.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
  private static final String NAME = "rewind-worker-";

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(NAME))
        .count();
  }

  private static void awaitThreads(long number) {
    while (threads() > number) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void eachPartIsDoneOnce(int threads) {
    try (Workers workers = Workers.eager(threads)) {
      for (int parts = 1; parts < 40; parts++) {
        AtomicIntegerArray done = new AtomicIntegerArray(parts);
        workers.run(parts, 0, done::incrementAndGet);
        for (int i = 0; i < parts; i++) {
          assertThat(done.get(i)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void severalThreadsShareTheParts() {
    try (Workers workers = Workers.eager(3)) {
      CountDownLatch all = new CountDownLatch(3);
      Set<Thread> seen = ConcurrentHashMap.newKeySet();
      workers.run(
          3,
          0,
          part -> {
            seen.add(Thread.currentThread());
            all.countDown();
            await(all);
          });
      assertThat(seen).hasSize(3).contains(Thread.currentThread());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThreadStartsNone() {
    awaitThreads(0);
    try (Workers workers = Workers.eager(1)) {
      workers.run(10, Long.MAX_VALUE, part -> assertThat(threads()).isZero());
    }
  }

  @Test
  void littleWorkStartsNone() {
    awaitThreads(0);
    try (Workers workers = Workers.of(4)) {
      workers.run(10, 10, part -> assertThat(threads()).isZero());
    }
  }

  @Test
  void workWithinWorkIsDoneByTheThreadThatAsks() {
    try (Workers workers = Workers.eager(2)) {
      AtomicInteger done = new AtomicInteger();
      workers.run(4, 0, part -> workers.run(5, 0, inner -> done.incrementAndGet()));
      assertThat(done.get()).isEqualTo(20);
    }
  }

  @Test
  void failureOfAPartIsThrownAfterAllHaveEnded() {
    try (Workers workers = Workers.eager(2)) {
      AtomicInteger ended = new AtomicInteger();
      assertThatThrownBy(
              () ->
                  workers.run(
                      6,
                      0,
                      part -> {
                        ended.incrementAndGet();
                        if (part == 2) {
                          throw new IllegalArgumentException("part 2");
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("part 2");
      assertThat(ended.get()).isEqualTo(6);
      workers.run(3, 0, part -> ended.incrementAndGet());
      assertThat(ended.get()).isEqualTo(9);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> void throwUnseen(Exception checked) throws E {
    throw (E) checked;
  }

  @Test
  void noFailureIsLost() {
    try (Workers workers = Workers.eager(2)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      2,
                      0,
                      part -> WorkersTest.<RuntimeException>throwUnseen(new IOException("no"))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Workers: a part threw java.io.IOException: no; expected an unchecked exception."
                  + " Wrap it.")
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void closingEndsTheThreads() {
    Workers workers = Workers.eager(4);
    workers.run(8, 0, part -> {});
    workers.close();
    awaitThreads(0);
    AtomicInteger done = new AtomicInteger();
    workers.run(3, 0, part -> done.incrementAndGet());
    assertThat(done.get()).isEqualTo(3);
    assertThat(threads()).isZero();
    assertThat(workers.threads()).isEqualTo(1);
    workers.use(2);
    workers.run(3, 0, part -> assertThat(threads()).isEqualTo(1));
    workers.close();
    awaitThreads(0);
  }

  @Test
  void nothingIsLeftOfWorkersThatWereDropped() {
    for (int i = 0; i < 100; i++) {
      Workers.eager(2).run(4, 0, part -> {});
    }
    awaitThreads(0);
  }

  @Test
  void numberOfThreadsCanBeChanged() {
    try (Workers workers = Workers.eager(4)) {
      workers.run(8, 0, part -> {});
      workers.use(2);
      assertThat(workers.threads()).isEqualTo(2);
      assertThat(workers).hasToString("2 threads");
      awaitThreads(1);
      AtomicInteger done = new AtomicInteger();
      workers.run(8, 0, part -> done.incrementAndGet());
      assertThat(done.get()).isEqualTo(8);
      workers.use(1);
      assertThat(workers).hasToString("1 thread");
    }
  }

  @Test
  void numberOfThreadsIsPositiveAndNotTooLarge() {
    assertThatThrownBy(() -> Workers.of(0))
        .hasMessage("threads: got 0; expected a number from 1 to 1000.");
    try (Workers workers = Workers.of(2)) {
      assertThatThrownBy(() -> workers.use(-1))
          .hasMessage("threads: got -1; expected a number from 1 to 1000.");
      assertThatThrownBy(() -> workers.use(1001))
          .hasMessage("threads: got 1001; expected a number from 1 to 1000.");
    }
  }
}
