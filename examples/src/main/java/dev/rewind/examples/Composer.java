package dev.rewind.examples;

import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.ScalarFunctions;
import dev.rewind.training.Model;
import dev.rewind.training.data.SequenceDataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Goes on with a chorale, chord by chord: each is drawn from what the model expects after all that
 * came before it, those that were drawn included.
 */
final class Composer {
  /** Below 1, likely notes become likelier and the others rarer. */
  private static final double TEMPERATURE = 0.8;

  private static final int VOICES = 4;
  private static final int DRAWS = 50;

  private final Model model;
  private final RandomSource random;

  Composer(Model model, RandomSource random) {
    this.model = model;
    this.random = random;
  }

  Chorale goOn(Chorale begun, int steps) {
    Chorale chorale = begun;
    for (int i = 0; i < steps; i++) {
      List<List<Integer>> chords = new ArrayList<>(chorale.chords());
      chords.add(List.of()); // does not matter: no step hears itself
      DMatrixRMaj logits = model.predict(SequenceDataset.of(new Chorale(chords).heard())).sample(0);
      chords.set(chords.size() - 1, draw(logits));
      chorale = new Chorale(chords);
    }
    return chorale;
  }

  /**
   * Each key sounds or not, by its own probability. Keys that know nothing of each other miss the
   * number of voices, and rub against their neighbours: such a chord is drawn again.
   */
  private List<Integer> draw(DMatrixRMaj logits) {
    int last = logits.numRows - 1;
    for (int i = 0; i < DRAWS; i++) {
      List<Integer> notes =
          keys()
              .filter(
                  key ->
                      random.nextDouble()
                          < ScalarFunctions.sigmoid(logits.get(last, key) / TEMPERATURE))
              .map(key -> key + Chorale.LOWEST_NOTE)
              .boxed()
              .toList();
      if (isChord(notes)) {
        return notes;
      }
    }
    return keys()
        .boxed()
        .sorted(Comparator.comparingDouble(key -> -logits.get(last, key)))
        .limit(VOICES)
        .map(key -> key + Chorale.LOWEST_NOTE)
        .sorted()
        .toList();
  }

  /** Whether three or four notes sound, no two of them a semitone apart. */
  private static boolean isChord(List<Integer> notes) {
    return (notes.size() == VOICES || notes.size() == VOICES - 1)
        && notes.stream().noneMatch(note -> notes.contains(note + 1));
  }

  private static IntStream keys() {
    return IntStream.range(0, Chorale.KEYS);
  }
}
