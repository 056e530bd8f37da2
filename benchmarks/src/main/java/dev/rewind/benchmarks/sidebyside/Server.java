package dev.rewind.benchmarks.sidebyside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The side of a contender that is written in Java: waits for {@code run SECONDS BUNCH}, does steps
 * for that time, and answers. {@code peer.py} is the same in Python.
 *
 * <p>A bunch of steps is timed at once, so that reading the clock costs nothing beside them; and a
 * library that computes behind the back of its caller waits once in a bunch, not in each step.
 */
public final class Server {
  /** A turn has at least so many readings of the clock. */
  private static final int LEAST_READINGS = 5;

  private final Runnable step;

  /**
   * A server of nobody yet.
   *
   * @param step does one step, and returns when it is done
   */
  public Server(Runnable step) {
    this.step = step;
  }

  /**
   * Serves the process that has started this one, until it closes the pipe.
   *
   * @param parameters how many numbers its model trains
   * @param about names and versions
   */
  public void serve(long parameters, String about) throws IOException {
    serve(parameters, about, System.in, System.out);
  }

  void serve(long parameters, String about, InputStream in, PrintStream out) throws IOException {
    out.println("ready " + parameters + " " + about);
    out.flush();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", -1);
      if (words.length != 3 || !words[0].equals("run")) {
        throw new IllegalArgumentException(
            "Server: got '%s'; expected 'run SECONDS BUNCH'.".formatted(line));
      }
      Slice slice = run(Double.parseDouble(words[1]), Integer.parseInt(words[2]));
      out.printf(Locale.ROOT, "took %.9f %d%n", slice.seconds(), slice.steps());
      out.flush();
    }
  }

  private Slice run(double seconds, int bunch) {
    List<Double> readings = new ArrayList<>();
    long start = System.nanoTime();
    long before = start;
    while (readings.size() < LEAST_READINGS || before - start < seconds * 1e9) {
      for (int i = 0; i < bunch; i++) {
        step.run();
      }
      long now = System.nanoTime();
      readings.add((now - before) / 1e9 / bunch);
      before = now;
    }
    return new Slice(Median.of(readings), (long) readings.size() * bunch);
  }
}
