package dev.rewind.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.training.FitOptions;
import dev.rewind.training.Model;
import dev.rewind.training.data.ContiguousChunks;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.data.Vocabulary;
import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example's parts, on the first few thousand characters. */
class CharacterModelTest {
  private static final int EPOCHS = 15;

  /** Sums of the same numbers, in another order of the steps. */
  private static final double ROUNDING = 1e-12;

  private static Vocabulary characters;
  private static int[] ids;
  private static Model model;
  private static double bits;

  @BeforeAll
  static void learnTheBeginning() throws Exception {
    String beginning = CharacterModel.text().substring(0, 8000);
    characters = Vocabulary.ofCharacters(beginning);
    ids = characters.encode(beginning);
    ContiguousChunks train = CharacterModel.chunks(ids);
    model = CharacterModel.build(characters, 32, EPOCHS * train.steps().orElseThrow());
    model.fit(train, FitOptions.of().epochs(EPOCHS).verbose(false));
    bits = CharacterModel.bits(Objects.requireNonNull(model.evaluate(train).get("loss")));
  }

  @Test
  void textIsThatOfItsPage() throws Exception {
    String text = CharacterModel.text();
    assertThat(text).hasSize(1_115_394).matches("\\p{ASCII}*").doesNotContain("\r");
    assertThat(Vocabulary.ofCharacters(text).size()).isEqualTo(65);
  }

  @Test
  void charactersBeforeHelpToPredict() {
    double withoutThem = CharacterModel.entropy(ids, characters.size());
    assertThat(withoutThem).isCloseTo(-meanLog2Frequency(), within(ROUNDING));
    assertThat(bits).isLessThan(withoutThem - 0.5);
  }

  /** The same by another way: over the characters, not over the vocabulary. */
  private static double meanLog2Frequency() {
    return Arrays.stream(ids)
        .mapToDouble(id -> (double) Arrays.stream(ids).filter(i -> i == id).count() / ids.length)
        .map(share -> Math.log(share) / Math.log(2))
        .average()
        .orElseThrow();
  }

  @Test
  void whatIsWrittenDependsOnTheSeed() {
    String written = write(0.8, 1);
    assertThat(written).startsWith("First").hasSize(5 + 200).isEqualTo(write(0.8, 1));
    assertThat(characters.decode(characters.encode(written))).isEqualTo(written);
    assertThat(write(0.8, 2)).isNotEqualTo(written);
  }

  @Test
  void nearTemperatureZeroTheMostProbableCharacterIsTaken() {
    String written = write(1e-9, 1);
    assertThat(written).isEqualTo(write(1e-9, 2)).isNotEqualTo(write(0.8, 1));

    model.resetStates();
    int[] all = characters.encode(written);
    DMatrixRMaj scores = model.predict(SequenceDataset.ofTokens(all)).sample(0); // in one call
    for (int t = 5; t < all.length; t++) {
      DMatrixRMaj before = CommonOps_DDRM.extractRow(scores, t - 1, null);
      assertThat(before.get(0, all[t]))
          .as("step %d", t)
          .isEqualTo(CommonOps_DDRM.elementMax(before));
    }
  }

  private static String write(double temperature, long seed) {
    return CharacterModel.write(
        model, characters, "First", 200, temperature, RandomSource.of(seed));
  }

  @Test
  void stateIsCarriedFromCharacterToCharacter() {
    model.resetStates();
    double[] atOnce = CharacterModel.read(model, characters.encode("First"));

    model.resetStates();
    CharacterModel.read(model, characters.encode("Firs"));
    assertThat(CharacterModel.read(model, characters.encode("t")))
        .containsExactly(atOnce, within(ROUNDING));

    model.resetStates();
    double[] alone = CharacterModel.read(model, characters.encode("t"));
    assertThat(farthest(alone, atOnce)).isGreaterThan(0.1);
  }

  private static double farthest(double[] a, double[] b) {
    double farthest = 0;
    for (int i = 0; i < a.length; i++) {
      farthest = Math.max(farthest, Math.abs(a[i] - b[i]));
    }
    return farthest;
  }
}
