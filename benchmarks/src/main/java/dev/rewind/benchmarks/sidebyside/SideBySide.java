package dev.rewind.benchmarks.sidebyside;

import dev.rewind.benchmarks.task.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Measures Rewind and others in turns, prints how many times as long each of them took, and writes
 * it to {@code benchmarks/target}: {@code side-by-side.json}, and one picture for each kind of
 * work.
 */
public final class SideBySide {
  private static final Path SCRIPTS = Path.of("benchmarks", "src", "main", "python");
  private static final Path TARGET = Path.of("benchmarks", "target");
  private static final Path FILE = TARGET.resolve("side-by-side.json");

  private final Settings settings;
  private final List<Contender> contenders;

  private SideBySide(Settings settings) {
    this.settings = settings;
    this.contenders = contenders(settings);
  }

  /**
   * Measures.
   *
   * @param arguments words such as {@code rounds=3} (see {@link Settings})
   */
  public static void run(List<String> arguments) throws IOException, InterruptedException {
    new SideBySide(Settings.parse(arguments)).run();
  }

  /** Rewind first: the others are compared with it. */
  private static List<Contender> contenders(Settings settings) {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(RewindPeer.contender(settings.threads(), settings.kernels()));
    String python = settings.python();
    contenders.addAll(Contender.python("PyTorch", python, SCRIPTS.resolve("torch_gru.py")));
    contenders.addAll(Contender.python("JAX", python, SCRIPTS.resolve("jax_gru.py")));
    for (ContenderSource more : ServiceLoader.load(ContenderSource.class)) {
      contenders.addAll(more.contenders(settings.threads()));
    }
    return contenders;
  }

  private void run() throws IOException, InterruptedException {
    Files.createDirectories(TARGET);
    Machine machine = Machine.here();
    if (machine.isBusy()) {
      System.out.printf(
          "This machine is busy (load %.1f): repeat it on an idle one before you quote a ratio.%n",
          machine.load());
    }
    Report report = new Report(Instant.now(), machine, settings, List.of());
    for (Work work : settings.work()) {
      for (Size size : settings.sizes()) {
        report = report.with(compare(new Task(work, size, settings.threads())));
        report.write(FILE);
      }
      show(report.of(work));
    }
    System.out.println(FILE);
  }

  /** Of one kind of work. */
  private static void show(List<Comparison> comparisons) throws IOException {
    Work work = comparisons.get(0).task().work();
    List<String> names =
        comparisons.stream().flatMap(one -> one.names().stream()).distinct().toList();
    System.out.printf(
        "%n%s, time of a step; ×: times as long as %s%n%s%n",
        work, names.get(0), Table.of(comparisons, names));
    Path picture = TARGET.resolve("side-by-side-" + work + ".png");
    Chart.write(comparisons, names, picture);
    System.out.printf("%s%n%n", picture);
  }

  private Comparison compare(Task task) throws IOException, InterruptedException {
    List<Peer> peers = new ArrayList<>();
    Map<String, String> about = new LinkedHashMap<>();
    Map<String, String> absent = new LinkedHashMap<>();
    try {
      for (Contender contender : contenders) {
        try {
          Peer peer = Peer.start(contender, task, log(contender));
          peers.add(peer);
          about.put(peer.name(), peer.about());
        } catch (Peer.AbsentException absence) {
          absent.put(contender.name(), absence.reason());
          System.out.printf("%s: without %s: %s%n", task, contender.name(), absence.reason());
        }
      }
      String first = contenders.get(0).name();
      if (absent.containsKey(first)) {
        throw new IllegalStateException(
            "SideBySide: %s is left out: %s; expected it, since the others are compared with it."
                .formatted(first, absent.get(first)));
      }
      System.out.printf("%s: %s%n", task, String.join(", ", about.keySet()));
      List<Round> rounds =
          new Rounds(settings.warmup(), settings.seconds(), settings.rounds()).of(peers);
      return new Comparison(task, about, absent, rounds);
    } finally {
      for (Peer peer : peers) {
        peer.close();
      }
    }
  }

  private static Path log(Contender contender) {
    return TARGET.resolve("side-by-side-" + contender.name().replace(' ', '-') + ".log");
  }
}
