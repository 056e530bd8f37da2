package dev.rewind.training.data;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Fills a queue on another thread. All state is guarded by this object; the source is called
 * without the lock, by one thread at a time: by the maker while there is one.
 */
final class PrefetchIterator implements BatchIterator {
  private final Iterator<Batch> source;
  private final int depth;
  private final Duration patience;
  private final ThreadFactory threads;
  private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
  private Optional<Thread> maker = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();
  private long given;
  private boolean ended; // the source is closed, as it has no more, has failed, or is not wanted
  private boolean closed;

  /**
   * Nothing is made before {@link #start}.
   *
   * @param source read and closed by no one else
   * @param depth how many batches wait at most
   * @param patience how long one thread waits for another: the maker for room before it ends,
   *     closing for the maker before and after interrupting it
   * @param threads makes the threads
   */
  PrefetchIterator(Iterator<Batch> source, int depth, Duration patience, ThreadFactory threads) {
    this.source = source;
    this.depth = depth;
    this.patience = patience;
    this.threads = threads;
  }

  /** Makes sure that there is a maker, if there is something to make. There must be room. */
  synchronized void start() {
    if (maker.isEmpty() && !ended && !closed) {
      Thread thread = threads.newThread(this::fill);
      thread.setName("rewind-prefetch");
      thread.setDaemon(true);
      thread.start();
      maker = Optional.of(thread);
    }
  }

  private void fill() {
    Optional<Throwable> thrown = Optional.empty();
    boolean last = false;
    while (!last) {
      if (!awaitRoom()) {
        return;
      }
      Optional<Batch> next = Optional.empty();
      try {
        next = make();
      } catch (Throwable problem) { // handed on to the consumer, whatever it is
        thrown = Optional.of(problem);
      }
      last = keep(next);
    }
    end(thrown, closeSource());
  }

  /** Returns false if there was no room for a while, and the thread is to end. */
  private synchronized boolean awaitRoom() {
    boolean room = false;
    try {
      room = await(() -> closed || waiting.size() < depth);
    } catch (InterruptedException interruption) { // by closing, or by the source itself
      room = closed;
    }
    if (!room) {
      maker = Optional.empty();
    }
    return room;
  }

  /** Returns whether it came true in time. */
  private boolean await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    long left = patience.toNanos();
    while (!condition.getAsBoolean() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = patience.toNanos() - (System.nanoTime() - start);
    }
    return condition.getAsBoolean();
  }

  private Optional<Batch> make() {
    return !isClosed() && source.hasNext() ? Optional.of(source.next()) : Optional.empty();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Returns whether it was the last. */
  private synchronized boolean keep(Optional<Batch> next) {
    if (!closed) {
      next.ifPresent(waiting::add);
    }
    notifyAll();
    return closed || next.isEmpty();
  }

  private Optional<RuntimeException> closeSource() {
    try {
      BatchIterator.closeIfNeeded(source);
      return Optional.empty();
    } catch (RuntimeException problem) {
      return Optional.of(problem);
    }
  }

  /** The maker has nothing more to do. What a source throws that is not wanted is of no use. */
  private synchronized void end(Optional<Throwable> thrown, Optional<RuntimeException> unclosed) {
    failure = closed ? Optional.empty() : thrown;
    unclosed.ifPresent(
        problem ->
            failure.ifPresentOrElse(
                first -> first.addSuppressed(problem), () -> failure = Optional.of(problem)));
    ended = true;
    maker = Optional.empty();
    notifyAll();
  }

  @Override
  public synchronized boolean hasNext() {
    while (waiting.isEmpty() && !ended && !closed) {
      start();
      try {
        wait();
      } catch (InterruptedException interruption) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(
            "Prefetch: the thread was interrupted while it waited for batch "
                + given
                + "; expected to be left alone until it comes. Close the iterator first.",
            interruption);
      }
    }
    if (waiting.isEmpty() && !closed && failure.isPresent()) {
      throw new IllegalStateException(
          "Prefetch: the source failed after "
              + given
              + " batches with "
              + failure.get()
              + "; expected a batch or the end. Correct the source.",
          failure.get());
    }
    return !waiting.isEmpty();
  }

  @Override
  public synchronized Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "Prefetch: no batch after " + given + (closed ? "; it is closed." : "; it is the end."));
    }
    start(); // before the batch is taken, so that it is not lost if there are no more threads
    given++;
    Batch batch = waiting.remove();
    notifyAll();
    return batch;
  }

  @Override
  public void close() {
    if (stop()) {
      if (isLeftAfterMaker()) {
        end(Optional.empty(), closeSource());
      }
      unclosed()
          .ifPresent(
              problem -> {
                throw new IllegalStateException(
                    "Prefetch: the source could not be closed: " + problem + ".", problem);
              });
    }
  }

  /** Returns whether there was something to stop. */
  private synchronized boolean stop() {
    boolean running = !closed && !ended;
    closed = true;
    waiting.clear();
    notifyAll();
    return running;
  }

  /** Waits for the maker. Returns whether it has gone without closing the source. */
  private synchronized boolean isLeftAfterMaker() {
    try {
      if (!await(() -> maker.isEmpty())) {
        maker.ifPresent(Thread::interrupt);
        await(() -> maker.isEmpty()); // if in vain, the maker closes the source when it can
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
    return maker.isEmpty() && !ended;
  }

  private synchronized Optional<Throwable> unclosed() {
    return failure;
  }
}
