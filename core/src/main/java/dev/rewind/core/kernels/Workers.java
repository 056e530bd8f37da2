package dev.rewind.core.kernels;

import dev.rewind.core.Checks;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the parts of a piece of work, such as the samples of a batch. The caller is
 * one of them, so a single thread starts none.
 *
 * <p>What the parts are must not depend on the number of threads, and no part on another; then the
 * results do not either.
 *
 * <p>Threads are started by the first work that is large enough, wait for the next without sleeping
 * for some microseconds, and end by themselves when there is none for a while, so that what is
 * dropped without being closed leaves nothing behind. They do not keep the JVM from ending.
 *
 * <p>May be used by several threads at once: while one has the workers, the others do their parts
 * alone.
 */
public final class Workers implements AutoCloseable {
  /** Work below which telling another thread takes longer than doing it, in multiply-adds. */
  private static final long LEAST_WORK = 100_000;

  private static final String PROPERTY = "rewind.threads";
  private static final int MOST_BY_DEFAULT = 8;
  private static final int MOST = 1000;

  /** How long a thread looks for work before it sleeps, and for the end of it. */
  private static final long AWAKE_NANOS = 100_000;

  private static final long IDLE_NANOS = 500_000_000;

  private volatile @Nullable Helper[] helpers;
  private final long leastWork;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Job job;

  private Workers(int threads, long leastWork) {
    this.helpers = new Helper[requireNumber(threads) - 1];
    this.leastWork = leastWork;
  }

  /**
   * A number of threads, the caller among them.
   *
   * @param threads from 1, which never starts a thread, to 1,000
   * @return workers that have not started any thread yet
   * @throws IllegalArgumentException if the number is another
   */
  public static Workers of(int threads) {
    return new Workers(threads, LEAST_WORK);
  }

  /**
   * As many threads as the system property {@code rewind.threads} says, by default one for each
   * processor, up to eight. If {@code rewind.threads.eager} is true, which is for tests, they are
   * {@link #eager}.
   *
   * @return workers that have not started any thread yet
   * @throws IllegalArgumentException if the property is not a number from 1 to 1,000
   */
  public static Workers standard() {
    int processors = Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().availableProcessors());
    String given = System.getProperty(PROPERTY, String.valueOf(processors));
    int threads = given.matches("[0-9]{1,4}") ? Integer.parseInt(given) : 0;
    if (!isNumber(threads)) {
      throw new IllegalArgumentException(
          PROPERTY + ": got \"" + given + "\"; expected a number from 1 to " + MOST + ".");
    }
    return Boolean.getBoolean("rewind.threads.eager") ? eager(threads) : of(threads);
  }

  /**
   * Threads that share even the smallest work, for tests.
   *
   * @param threads from 1 to 1,000
   * @return workers that have not started any thread yet
   * @throws IllegalArgumentException if the number is another
   */
  public static Workers eager(int threads) {
    return new Workers(threads, 0);
  }

  /**
   * Changes the number of threads. Those that are too many end. Not to be called by a part of work.
   *
   * @param threads from 1 to 1,000
   * @throws IllegalArgumentException if the number is another
   */
  public void use(int threads) {
    requireNumber(threads);
    lock();
    try {
      @Nullable Helper[] before = helpers;
      helpers = Arrays.copyOf(before, threads - 1);
      for (int i = threads - 1; i < before.length; i++) {
        if (before[i] != null) {
          before[i].end();
        }
      }
    } finally {
      busy.set(false);
    }
  }

  private static boolean isNumber(int threads) {
    return 1 <= threads && threads <= MOST;
  }

  private static int requireNumber(int threads) {
    Checks.require(
        isNumber(threads),
        "threads",
        "got " + threads + "; expected a number from 1 to " + MOST + ".");
    return threads;
  }

  private void lock() {
    while (!busy.compareAndSet(false, true)) {
      Thread.onSpinWait();
    }
  }

  /**
   * The number of threads, the caller among them.
   *
   * @return positive
   */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Does all parts and returns when they are done.
   *
   * @param parts how many there are
   * @param work all of it, in multiply-adds; a little is done by the caller alone
   * @param part does the part of a number; called once for each from 0 to {@code parts − 1}, by any
   *     thread and in any order. What it throws is thrown here, after all parts have ended.
   */
  public void run(int parts, long work, IntConsumer part) {
    boolean alone = parts == 1 || helpers.length == 0 || work < leastWork;
    if (alone || !busy.compareAndSet(false, true)) {
      for (int i = 0; i < parts; i++) {
        part.accept(i);
      }
      return;
    }
    Job shared = new Job(parts, part);
    try {
      job = shared;
      wakeUpTo(Math.min(helpers.length, parts - 1));
      shared.help();
      shared.awaitEnd();
    } finally {
      job = null;
      busy.set(false);
    }
    shared.throwFailure();
  }

  /** If the system has no more threads, those that there are do the work. */
  private void wakeUpTo(int number) {
    try {
      for (int i = 0; i < number; i++) {
        wake(i);
      }
    } catch (OutOfMemoryError noMoreThreads) {
      System.getLogger("dev.rewind")
          .log(System.Logger.Level.WARNING, "Computing with fewer threads than asked for.");
    }
  }

  private void wake(int number) {
    Helper helper = helpers[number];
    if (helper == null || helper.ended) {
      Helper fresh = new Helper(number);
      fresh.thread.start();
      helpers[number] = fresh;
    } else if (helper.asleep) {
      LockSupport.unpark(helper.thread);
    }
  }

  /**
   * Ends the threads. What is asked for afterwards the caller does alone, unless {@link #use} asks
   * for threads again. Not to be called by a part of work.
   */
  @Override
  public void close() {
    use(1);
  }

  /** The number of threads: {@code 2 threads}. */
  @Override
  public String toString() {
    return threads() == 1 ? "1 thread" : threads() + " threads";
  }

  /** Parts that are being done: each thread takes the next that nobody has. */
  private static final class Job {
    private final int parts;
    private final IntConsumer part;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(int parts, IntConsumer part) {
      this.parts = parts;
      this.part = part;
    }

    void help() {
      for (int i = taken.getAndIncrement(); i < parts; i = taken.getAndIncrement()) {
        try {
          part.accept(i);
        } catch (Throwable thrown) {
          failure.compareAndSet(null, thrown);
        } finally {
          ended.incrementAndGet();
        }
      }
    }

    void awaitEnd() {
      long since = System.nanoTime();
      while (ended.get() < parts) {
        if (System.nanoTime() - since < 10 * AWAKE_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, 1);
        }
      }
    }

    void throwFailure() {
      Throwable thrown = failure.get();
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) { // which javac does not let through, but other languages do
        throw new IllegalStateException(
            "Workers: a part threw " + thrown + "; expected an unchecked exception. Wrap it.",
            thrown);
      }
    }
  }

  /** A thread, and what it is doing. */
  private final class Helper implements Runnable {
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean ended;

    Helper(int number) {
      thread = new Thread(this, "rewind-worker-" + (number + 1));
      thread.setDaemon(true);
    }

    void end() {
      ended = true;
      LockSupport.unpark(thread);
    }

    @Override
    public void run() {
      Job done = null;
      while (!ended) {
        Job next = awaitOther(done);
        if (next == null) {
          break;
        }
        next.help();
        done = next;
      }
      ended = true;
    }

    /** The next job; nothing if there is none for a while. */
    private @Nullable Job awaitOther(@Nullable Job done) {
      long since = System.nanoTime();
      while (!ended && System.nanoTime() - since < AWAKE_NANOS) {
        Job next = job;
        if (next != null && next != done) {
          return next;
        }
        Thread.onSpinWait();
      }
      asleep = true;
      try {
        while (!ended && System.nanoTime() - since < IDLE_NANOS) {
          Job next = job;
          if (next != null && next != done) {
            return next;
          }
          LockSupport.parkNanos(this, IDLE_NANOS);
        }
        return null;
      } finally {
        asleep = false;
      }
    }
  }
}
