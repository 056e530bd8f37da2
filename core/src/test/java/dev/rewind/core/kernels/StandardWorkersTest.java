package dev.rewind.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What system properties say about threads. */
class StandardWorkersTest {
  private static final String THREADS = "rewind.threads";
  private static final String EAGER = "rewind.threads.eager";
  private static final long TINY_WORK = 2;

  private final String threads = System.getProperty(THREADS, "");
  private final String eager = System.getProperty(EAGER, "");

  @AfterEach
  void putBack() {
    set(THREADS, threads);
    set(EAGER, eager);
  }

  private static void set(String property, String value) {
    if (value.isEmpty()) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  @Test
  void propertySaysHowManyThreads() {
    set(THREADS, "3");
    assertThat(Workers.standard().threads()).isEqualTo(3);
  }

  @Test
  void propertyThatIsNoNumberIsRefused() {
    for (String bad : new String[] {"0", "-2", "two", "1001"}) {
      set(THREADS, bad);
      assertThatThrownBy(Workers::standard)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rewind.threads: got \"" + bad + "\"; expected a number from 1 to 1000.");
    }
  }

  @Test
  void thereAreAsManyThreadsAsProcessorsByDefault() {
    set(THREADS, "");
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(Workers.standard().threads()).isEqualTo(Math.min(8, processors));
  }

  @Test
  void callerDoesTinyWorkAlone() {
    set(THREADS, "2");
    set(EAGER, "");
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    try (Workers workers = Workers.standard()) {
      workers.run(2, TINY_WORK, part -> seen.add(Thread.currentThread()));
    }
    assertThat(seen).containsExactly(Thread.currentThread());
  }

  /** Each part waits for the other, so that one thread alone would not get through. */
  @Test
  void eagerThreadsShareTinyWork() {
    set(THREADS, "2");
    set(EAGER, "true");
    CountDownLatch begun = new CountDownLatch(2);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    try (Workers workers = Workers.standard()) {
      workers.run(
          2,
          TINY_WORK,
          part -> {
            seen.add(Thread.currentThread());
            begun.countDown();
            awaitOther(begun);
          });
    }
    assertThat(seen).hasSize(2);
  }

  private static void awaitOther(CountDownLatch begun) {
    try {
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
