package dev.rewind.benchmarks.sidebyside;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets peers take turns.
 *
 * @param warmup seconds that each runs before the first round
 * @param seconds that each runs in its turn
 * @param count of rounds
 */
record Rounds(double warmup, double seconds, int count) {
  /** A bunch of steps takes about so many seconds. */
  private static final double BUNCH = 2e-3;

  /** Threads that still look for work after their turn have gone to sleep by then. */
  private static final long PAUSE = 100;

  /**
   * Each runs once in a round; another begins each time, so that none has always the same before
   * it.
   */
  List<Round> of(List<Peer> peers) throws IOException, InterruptedException {
    Map<Peer, Integer> bunches = new LinkedHashMap<>();
    for (Peer peer : peers) {
      bunches.put(peer, bunch(peer.run(warmup, 1).seconds()));
    }
    List<Round> rounds = new ArrayList<>();
    List<Peer> order = new ArrayList<>(peers);
    for (int i = 0; i < count; i++) {
      Map<String, Slice> slices = new LinkedHashMap<>();
      for (Peer peer : order) {
        Thread.sleep(PAUSE);
        slices.put(peer.name(), peer.run(seconds, bunches.getOrDefault(peer, 1)));
      }
      rounds.add(new Round(slices));
      Collections.rotate(order, -1);
    }
    return rounds;
  }

  /** How many steps are timed at once, if one takes so long. */
  static int bunch(double seconds) {
    return (int) Math.max(1, Math.ceil(BUNCH / seconds));
  }
}
