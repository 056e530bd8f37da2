package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a deadlock must not hang the build
class PrefetchTest {

  /** Batches 0, 1, 2, … without end; counts what was made. */
  static final class Endless implements Iterable<Batch> {
    final AtomicInteger made = new AtomicInteger();
    final AtomicReference<Thread> maker = new AtomicReference<>(Thread.currentThread());

    @Override
    public Iterator<Batch> iterator() {
      return Stream.iterate(0, i -> i + 1).map(this::make).iterator();
    }

    private Batch make(int number) {
      made.incrementAndGet();
      maker.set(Thread.currentThread());
      return batch(number);
    }
  }

  static Batch batch(double value) {
    return Batch.ofVectors(new DMatrixRMaj(new double[][] {{value}}));
  }

  static double value(Batch batch) {
    return batch.inputs().get(0);
  }

  static BatchIterator started(Iterable<Batch> source, int depth, Duration patience) {
    PrefetchIterator batches =
        new PrefetchIterator(source.iterator(), depth, patience, Thread::new);
    batches.start();
    return batches;
  }

  /** One whose threads wait for nobody. */
  static BatchIterator hasty(Iterable<Batch> source, int depth) {
    return started(source, depth, Duration.ofMillis(1));
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("rewind-prefetch"))
        .toList();
  }

  static void awaitEnd() throws InterruptedException {
    for (Thread thread : threads()) {
      thread.join();
    }
  }

  @Test
  void sameBatchesInTheSameOrder() {
    Dataset data = DatasetBatchesTest.numbered(100);
    for (int depth : new int[] {1, 2, 7, 1000}) {
      Iterable<Batch> plain = data.batches(3, RandomSource.of(4));
      Iterable<Batch> ahead = Prefetch.of(data.batches(3, RandomSource.of(4)), depth);

      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(DatasetBatchesTest.values(ahead)).isEqualTo(DatasetBatchesTest.values(plain));
      }
    }
  }

  @Test
  void sourceIsAskedForItsIteratorOnTheCallersThread() {
    List<Thread> callers = new ArrayList<>();
    Iterable<Batch> source =
        () -> {
          callers.add(Thread.currentThread());
          return List.of(batch(1)).iterator();
        };
    Prefetch.of(source, 1).iterator().next();

    assertThat(callers).containsExactly(Thread.currentThread());
  }

  @Test
  void endlessSourceIsReadNoFurtherThanTheDepth() throws InterruptedException {
    Endless endless = new Endless();
    try (BatchIterator batches = hasty(endless, 3)) {
      for (int i = 0; i < 50; i++) {
        assertThat(value(batches.next())).isEqualTo(i);
      }
      awaitEnd();

      assertThat(endless.made.get()).isEqualTo(53);
    }
  }

  @Test
  void batchesAreMadeAheadOnADaemonThread() throws InterruptedException {
    Endless endless = new Endless();
    try (BatchIterator batches = hasty(endless, 2)) {
      awaitEnd();

      assertThat(endless.made.get()).isEqualTo(2); // before anybody asked
      assertThat(endless.maker.get()).isNotEqualTo(Thread.currentThread());
      assertThat(endless.maker.get().isDaemon()).isTrue();
      assertThat(batches.hasNext()).isTrue();
    }
  }

  @Test
  void iteratorsLeftHalfWayKeepNoThread() throws InterruptedException {
    List<BatchIterator> kept = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      BatchIterator batches = hasty(new Endless(), 1 + i % 4);
      for (int read = 0; read < i % 3; read++) {
        batches.next();
      }
      kept.add(batches); // reachable, and never closed
    }
    awaitEnd();

    assertThat(threads()).isEmpty();
    assertThat(kept).allMatch(BatchIterator::hasNext);
  }

  @Test
  void oneThreadMakesAllBatchesForAConsumerThatIsSlower() throws InterruptedException {
    Set<Thread> makers = new HashSet<>();
    Semaphore made = new Semaphore(0);
    Iterable<Batch> source =
        () ->
            Stream.iterate(0, i -> i + 1)
                .map(
                    i -> {
                      makers.add(Thread.currentThread());
                      made.release();
                      return batch(i);
                    })
                .iterator();
    try (BatchIterator batches = started(source, 2, Duration.ofHours(1))) {
      for (int i = 0; i < 200; i++) {
        made.acquire();
        assertThat(value(batches.next())).isEqualTo(i);
      }
    }
    assertThat(makers).hasSize(1);
  }

  @Test
  void threadThatHasEndedForWantOfRoomIsFollowedByAnother() throws InterruptedException {
    Endless endless = new Endless();
    try (BatchIterator batches = hasty(endless, 2)) {
      awaitEnd();
      Thread first = endless.maker.get();
      batches.next();
      awaitEnd();

      assertThat(endless.made.get()).isEqualTo(3);
      assertThat(endless.maker.get()).isNotEqualTo(first);
    }
  }

  @Test
  void threadThatCanNotBeStartedIsAnErrorEachTimeAndLosesNoBatch() throws InterruptedException {
    OutOfMemoryError none = new OutOfMemoryError("no more threads");
    AtomicInteger refused = new AtomicInteger(2);
    ThreadFactory threads =
        action ->
            new Thread(action) {
              @Override
              public synchronized void start() {
                if (refused.getAndDecrement() > 0) {
                  throw none;
                }
                super.start();
              }
            };
    Iterator<Batch> source = List.of(batch(0), batch(1)).iterator();
    try (PrefetchIterator batches =
        new PrefetchIterator(source, 1, Duration.ofMillis(1), threads)) {
      assertThatThrownBy(batches::start).isSameAs(none);
      assertThatThrownBy(batches::next).as("nothing waits").isSameAs(none);
      batches.start();
      awaitEnd();
      refused.set(1);
      assertThatThrownBy(batches::next).as("a batch waits").isSameAs(none);
      assertThat(value(batches.next())).isEqualTo(0);
      assertThat(value(batches.next())).isEqualTo(1);
      assertThat(batches.hasNext()).isFalse();
    }
  }

  @Test
  void failureOfTheSourceComesAfterTheBatchesBeforeIt() {
    IllegalArgumentException problem = new IllegalArgumentException("line 3 is wrong");
    Iterable<Batch> source =
        () ->
            Stream.of(0, 1, 2)
                .map(
                    i -> {
                      if (i == 2) {
                        throw problem;
                      }
                      return batch(i);
                    })
                .iterator();
    BatchIterator batches = Prefetch.of(source, 5).iterator();

    assertThat(value(batches.next())).isEqualTo(0);
    assertThat(value(batches.next())).isEqualTo(1);
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(batches::hasNext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Prefetch: the source failed after 2 batches with"
                  + " java.lang.IllegalArgumentException: line 3 is wrong; expected a batch or the"
                  + " end. Correct the source.")
          .hasCause(problem);
    }
  }

  @Test
  void errorsOfTheSourceReachTheConsumerToo() {
    StackOverflowError problem = new StackOverflowError();
    Iterable<Batch> source =
        () ->
            Stream.<Batch>generate(
                    () -> {
                      throw problem;
                    })
                .iterator();

    assertThatThrownBy(() -> Prefetch.of(source, 1).iterator().next()).hasCause(problem);
  }

  @Test
  void interruptedWaitIsAnError() {
    CountDownLatch never = new CountDownLatch(1);
    Iterable<Batch> source =
        () ->
            Stream.generate(
                    () -> {
                      try {
                        never.await();
                      } catch (InterruptedException interruption) {
                        throw new AssertionError(interruption);
                      }
                      return batch(0);
                    })
                .iterator();
    BatchIterator batches = Prefetch.of(source, 1).iterator();
    Thread.currentThread().interrupt();

    assertThatThrownBy(batches::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Prefetch: the thread was interrupted while it waited for batch 0; expected to be left"
                + " alone until it comes. Close the iterator first.")
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
    assertThat(value(batches.next())).isEqualTo(0);
  }

  @Test
  void depthIsPositive() {
    assertThatThrownBy(() -> Prefetch.of(new Endless(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Prefetch: depth must be positive, got 0.");
    assertThat(Prefetch.of(DatasetBatchesTest.numbered(2).batches(1), 3))
        .hasToString("SequenceDataset[2 × (None, 1)] in batches of 1, 3 ahead");
  }
}
