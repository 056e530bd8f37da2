package dev.rewind.benchmarks.sidebyside;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A contender's process. It waits for its turn without doing anything, so it takes nothing from
 * whose turn it is. It ends when it is closed, or when this process ends.
 */
final class Peer implements AutoCloseable {
  /** So long may a peer take to end by itself. */
  private static final int SECONDS_TO_END = 10;

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream orders;
  private final String about;

  private Peer(String name, Process process, long parameters) throws IOException, AbsentException {
    this.name = name;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.about = ready(parameters).about();
  }

  /**
   * Starts a contender, and waits until it is ready.
   *
   * @param contender to be started
   * @param task what it shall do
   * @param log file for what it has to say besides
   * @throws AbsentException if it can not do that, with the reason
   */
  static Peer start(Contender contender, Task task, Path log) throws AbsentException {
    Process process = launch(contender, task, log.toFile());
    try {
      return new Peer(contender.name(), process, task.size().parameters());
    } catch (IOException | AbsentException failure) {
      process.destroy();
      throw failure instanceof AbsentException absent
          ? absent
          : new AbsentException("%s (see %s)".formatted(failure.getMessage(), log));
    }
  }

  private static Process launch(Contender contender, Task task, File log) throws AbsentException {
    try {
      return new ProcessBuilder(contender.command(task)).redirectError(log).start();
    } catch (IOException failure) {
      throw new AbsentException(String.valueOf(failure.getMessage()));
    }
  }

  private Answer.Ready ready(long parameters) throws IOException, AbsentException {
    Answer answer = answer();
    if (answer instanceof Answer.Missing missing) {
      throw new AbsentException(missing.reason());
    }
    if (!(answer instanceof Answer.Ready ready)) {
      throw new IOException("answered %s, not that it is ready".formatted(answer));
    }
    if (ready.parameters() != parameters) {
      throw new AbsentException(
          "its model has %d parameters, not %d".formatted(ready.parameters(), parameters));
    }
    return ready;
  }

  String name() {
    return name;
  }

  /** Names and versions, as the peer says. */
  String about() {
    return about;
  }

  /**
   * Lets it do steps, and waits until it has.
   *
   * @param seconds that the turn takes at least
   * @param bunch steps between two readings of the clock
   */
  Slice run(double seconds, int bunch) throws IOException {
    orders.println(String.format(Locale.ROOT, "run %s %d", seconds, bunch));
    Answer answer = answer();
    if (answer instanceof Answer.Took took) {
      return took.slice();
    }
    throw new IOException("%s: answered %s, not how long it took".formatted(name, answer));
  }

  private Answer answer() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      Optional<Answer> answer = Answer.parse(line);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new IOException(name + ": its process has ended");
  }

  @Override
  public void close() throws IOException {
    orders.close();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupt) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    answers.close();
  }

  /** A contender is not there, for the reason in the message. */
  static final class AbsentException extends Exception {
    private final String reason;

    AbsentException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
