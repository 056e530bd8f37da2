package dev.rewind.benchmarks.sidebyside;

import dev.rewind.benchmarks.task.GruTask;
import dev.rewind.benchmarks.task.VectorModule;
import dev.rewind.core.kernels.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rewind as a contender: through its public API, in double precision. */
final class RewindPeer {
  private RewindPeer() {}

  /**
   * Rewind in a JVM of its own.
   *
   * @param threads that it may use
   * @param kernels a provider; empty for that which Rewind chooses
   */
  static Contender contender(int threads, Optional<String> kernels) {
    List<String> flags = new ArrayList<>(VectorModule.flags());
    flags.add("-Drewind.threads=" + threads);
    kernels.ifPresent(provider -> flags.add("-Drewind.kernels=" + provider));
    return Contender.java("Rewind float64", RewindPeer.class, flags);
  }

  /** What {@link Task#arguments} says. */
  public static void main(String[] arguments) throws IOException {
    Task task = Task.parse(List.of(arguments));
    GruTask gru = GruTask.of(task.size());
    Runnable step =
        switch (task.work()) {
          case TRAINING -> () -> gru.model().trainOnBatch(gru.batch());
          case INFERENCE -> () -> gru.model().predictOnBatch(gru.batch());
        };
    String about =
        "Java %s, kernels %s, %d threads"
            .formatted(Runtime.version(), Kernels.preferred(), task.threads());
    new Server(step).serve(gru.parameters(), about);
  }
}
