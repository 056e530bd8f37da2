package dev.rewind.training.data;

import static dev.rewind.training.data.PrefetchTest.awaitEnd;
import static dev.rewind.training.data.PrefetchTest.batch;
import static dev.rewind.training.data.PrefetchTest.hasty;
import static dev.rewind.training.data.PrefetchTest.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.training.data.PrefetchTest.Endless;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When batches that are made ahead, and their source, are closed. */
@Timeout(60) // a deadlock must not hang the build
class PrefetchClosingTest {

  /** A source that knows whether it was closed, and how often. */
  private static final class Closeable implements BatchIterator {
    private final Iterator<Batch> batches;
    final AtomicInteger closed = new AtomicInteger();

    Closeable(Iterable<Batch> batches) {
      this.batches = batches.iterator();
    }

    @Override
    public boolean hasNext() {
      return batches.hasNext();
    }

    @Override
    public Batch next() {
      assertThat(closed).hasValue(0);
      return batches.next();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void closingEndsIt() {
    Closeable source = new Closeable(new Endless());
    BatchIterator batches = Prefetch.of(() -> source, 2).iterator();
    batches.next();
    batches.close();
    batches.close();

    assertThat(batches.hasNext()).isFalse();
    assertThat(source.closed).hasValue(1);
    assertThatThrownBy(batches::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("Prefetch: no batch after 1; it is closed.");
  }

  @Test
  void closingAtAnyMomentClosesTheSourceOnceAndAfterItsLastBatch() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      Closeable source = new Closeable(new Endless());
      BatchIterator batches = Prefetch.of(() -> source, 1 + i % 5).iterator();
      for (int read = 0; read < i % 4; read++) {
        batches.next();
      }
      batches.close();

      assertThat(source.closed).hasValue(1);
    }
    awaitEnd();
  }

  /** A source that waits for something, and may be interrupted while it does. */
  private static final class Blocking implements BatchIterator {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    private final boolean givesWay;

    Blocking(boolean givesWay) {
      this.givesWay = givesWay;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Batch next() {
      entered.countDown();
      while (released.getCount() > 0) {
        try {
          released.await();
        } catch (InterruptedException interruption) {
          interrupted.countDown();
          if (givesWay) {
            throw new IllegalStateException(interruption);
          }
        }
      }
      return batch(0);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void closingInterruptsASourceThatBlocks() throws InterruptedException {
    Blocking source = new Blocking(true);
    BatchIterator batches = started(() -> source, 1, Duration.ofMillis(50));
    source.entered.await();
    batches.close();

    source.interrupted.await();
    source.closed.await();
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void closingDoesNotWaitForASourceThatCanNotBeInterrupted() throws InterruptedException {
    Blocking source = new Blocking(false);
    BatchIterator batches = hasty(() -> source, 1);
    source.entered.await();
    batches.close();

    assertThat(batches.hasNext()).isFalse();
    assertThat(source.closed.getCount()).as("it is still in use").isEqualTo(1);
    source.released.countDown();
    source.closed.await();
  }

  @Test
  void endClosesTheSource() {
    Closeable source = new Closeable(List.of(batch(1)));
    BatchIterator batches = Prefetch.of(() -> source, 2).iterator();
    batches.next();

    assertThat(batches.hasNext()).isFalse();
    assertThat(source.closed).hasValue(1);
    assertThatThrownBy(batches::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("Prefetch: no batch after 1; it is the end.");
    batches.close();
    assertThat(source.closed).hasValue(1);
  }

  @Test
  void sourceThatCanNotBeClosedIsAnError() throws InterruptedException {
    IllegalStateException problem = new IllegalStateException("stuck");
    Iterator<Batch> endless = new Endless().iterator();
    BatchIterator source =
        new BatchIterator() {
          @Override
          public boolean hasNext() {
            return endless.hasNext();
          }

          @Override
          public Batch next() {
            return endless.next();
          }

          @Override
          public void close() {
            throw problem;
          }
        };
    BatchIterator batches = hasty(() -> source, 2);
    awaitEnd();

    assertThatThrownBy(batches::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Prefetch: the source could not be closed: java.lang.IllegalStateException: stuck.")
        .hasCause(problem);
  }
}
