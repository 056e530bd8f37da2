package dev.rewind.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A chorale as the chords that sound at its quarter notes.
 *
 * @param chords for each time step the MIDI numbers of the notes that sound, from low to high; none
 *     where nothing sounds
 */
record Chorale(List<List<Integer>> chords) {
  /** The keys of a piano. */
  static final int KEYS = 88;

  /** The MIDI number of the lowest of them. */
  static final int LOWEST_NOTE = 21;

  private static final int PITCH_CLASSES = 12;

  /** The number of columns of {@link #heard}. */
  static final int HEARD = KEYS + PITCH_CLASSES;

  private static final String FILE = "/jsb-chorales/jsb-chorales-quarter.txt";

  /** Copies the chords, and refuses notes that no piano has. */
  Chorale {
    chords = chords.stream().map(List::copyOf).toList();
    for (List<Integer> chord : chords) {
      for (int note : chord) {
        if (note < LOWEST_NOTE || note >= LOWEST_NOTE + KEYS) {
          throw new IllegalArgumentException(
              "Chorale: got note " + note + "; expected MIDI numbers in [21, 108].");
        }
      }
    }
  }

  /** Reads the chorales of Bach that belong to a part of the data: train, valid or test. */
  static List<Chorale> read(String part) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Chorale.class.getResourceAsStream(FILE), FILE),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> line.startsWith(part + " "))
          .map(line -> parse(line.substring(part.length() + 1)))
          .toList();
    }
  }

  /** Reads {@code 60,67,72 59,67,74 - 60}: chords with a space between, a dash for silence. */
  static Chorale parse(String line) {
    return new Chorale(Arrays.stream(line.split(" ")).map(Chorale::chord).toList());
  }

  private static List<Integer> chord(String notes) {
    return notes.equals("-")
        ? List.of()
        : Arrays.stream(notes.split(",")).map(Integer::valueOf).toList();
  }

  int steps() {
    return chords.size();
  }

  /** The first steps. */
  Chorale first(int steps) {
    return new Chorale(chords.subList(0, steps));
  }

  /** One row per time step: 1 for a key that sounds, 0 for one that does not. */
  double[][] roll() {
    double[][] roll = new double[steps()][KEYS];
    for (int step = 0; step < roll.length; step++) {
      for (int note : chords.get(step)) {
        roll[step][note - LOWEST_NOTE] = 1;
      }
    }
    return roll;
  }

  /**
   * What has sounded before each time step, nothing before the first: a column for each key, and
   * then one for each pitch class, which is 1 if a C sounds, in whatever octave, and so on.
   */
  double[][] heard() {
    double[][] heard = new double[steps()][HEARD];
    for (int step = 1; step < heard.length; step++) {
      for (int note : chords.get(step - 1)) {
        heard[step][note - LOWEST_NOTE] = 1;
        heard[step][KEYS + note % PITCH_CLASSES] = 1;
      }
    }
    return heard;
  }
}
