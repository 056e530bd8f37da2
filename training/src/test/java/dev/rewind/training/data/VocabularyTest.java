package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.training.data.Vocabulary.Unit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Words and ids are those of Keras 3.15.1 on TensorFlow 2.21: {@code TextVectorization().adapt(…)},
 * {@code get_vocabulary()} and the layer's output.
 */
class VocabularyTest {
  private static final List<String> TEXTS =
      List.of(
          "The cat sat; the CAT, it sat!",
          "A dog's day: dog-days, É é ß Ü",
          "tab\tnew\nline\u00a0nbsp\u3000wide\u000bvt\ff" + "f \uD83D\uDE00 \uff5e zebra");

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void wordsAreThoseOfKeras() {
    assertThat(Vocabulary.ofWords(TEXTS).entries())
        .containsExactly(
            "",
            "[UNK]",
            "the",
            "sat",
            "cat",
            "\uD83D\uDE00",
            "\uff5e",
            "é",
            "ß",
            "Ü",
            "É",
            "zebra",
            "vt",
            "tab",
            "new",
            "line\u00a0nbsp\u3000wide",
            "it",
            "ff",
            "dogs",
            "dogdays",
            "day",
            "a");
  }

  @Test
  void idsAreThoseOfKeras() {
    Vocabulary words = Vocabulary.ofWords(TEXTS);

    assertThat(words.encode("The dog é É unknown-word")).containsExactly(2, 1, 7, 10, 1);
    assertThat(words.encode("")).isEmpty();
    assertThat(words.encode("  !!! ")).isEmpty();
    assertThat(words.encode("cat\u00a0dog")).containsExactly(1);
    assertThat(words.encode("[UNK] x")).containsExactly(1, 1);
  }

  @Test
  void allPunctuationOfAsciiIsTakenOut() {
    String text = "a!b\"c#d$e%f&g'h(i)j*k+l,m-n.o/p:q;r<s=t>u?v@w[x\\y]z^a_b`c{d|e}f~g";

    assertThat(Vocabulary.ofWords(List.of(text)).entries())
        .containsExactly("", "[UNK]", "abcdefghijklmnopqrstuvwxyzabcdefg");
  }

  @Test
  void maxSizeCountsPaddingAndUnknownAsInKeras() {
    Vocabulary words = Vocabulary.ofWords(TEXTS, 5);

    assertThat(words.entries()).containsExactly("", "[UNK]", "the", "sat", "cat");
    assertThat(words.encode("the sat cat dog")).containsExactly(2, 3, 4, 1);
    assertThat(words).hasToString("Vocabulary[5 words]");
  }

  @Test
  void charactersComeByFrequencyThenAsInKeras() {
    // TextVectorization(split="character", standardize=None), without its first two entries
    Vocabulary characters = Vocabulary.ofCharacters("hello world\uD83D\uDE00\uff5e");

    assertThat(characters.entries())
        .containsExactly("l", "o", "\uD83D\uDE00", "\uff5e", "w", "r", "h", "e", "d", " ");
    assertThat(characters.size()).isEqualTo(10);
    assertThat(characters.encode("hold\uD83D\uDE00")).containsExactly(6, 1, 0, 8, 2);
    assertThat(characters).hasToString("Vocabulary[10 characters]");
  }

  @Test
  void decodingCharactersGivesTheTextBack() {
    String text = "Hello,\n\tworld \uD83D\uDE00!";
    Vocabulary characters = Vocabulary.ofCharacters(text);

    assertThat(characters.decode(characters.encode(text))).isEqualTo(text);
  }

  @Test
  void decodingWordsLeavesPaddingOut() {
    Vocabulary words = Vocabulary.ofWords(TEXTS, 5);

    assertThat(words.decode(2, 4, 1, 0, 3, 0)).isEqualTo("the cat [UNK] sat");
    assertRefused(
        () -> words.decode(2, 5), "Vocabulary: there is no id 5; expected numbers from 0 to 4.");
    assertRefused(
        () -> words.decode(-1), "Vocabulary: there is no id -1; expected numbers from 0 to 4.");
  }

  @Test
  void orderOfTextsAndLocaleMakeNoDifference() {
    List<String> reversed = Arrays.asList(TEXTS.toArray(new String[0]));
    Collections.reverse(reversed);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR")); // where "I".toLowerCase() is no longer "i"
      assertThat(Vocabulary.ofWords(reversed)).isEqualTo(Vocabulary.ofWords(TEXTS));
      assertThat(Vocabulary.ofWords(List.of("IT")).entries()).endsWith("it");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void entriesMakeTheVocabularyAgain() {
    for (Vocabulary vocabulary :
        List.of(Vocabulary.ofWords(TEXTS, 7), Vocabulary.ofCharacters("a\uD83D\uDE00b"))) {
      Vocabulary again = Vocabulary.of(vocabulary.unit(), vocabulary.entries());

      assertThat(again).isEqualTo(vocabulary).hasSameHashCodeAs(vocabulary);
      assertThat(again.encode("ab")).isEqualTo(vocabulary.encode("ab"));
    }
    assertThat(Vocabulary.ofCharacters("ab")).isNotEqualTo(Vocabulary.ofCharacters("aab"));
  }

  @Test
  void entriesThatAreNoVocabulary() {
    assertRefused(
        () -> Vocabulary.of(Unit.CHARACTER, List.of()),
        "Vocabulary: got no entries; expected at least one.");
    assertRefused(
        () -> Vocabulary.of(Unit.CHARACTER, List.of("a", "bc")),
        "Vocabulary: entry 1 is \"bc\"; expected one character.");
    assertRefused(
        () -> Vocabulary.of(Unit.CHARACTER, List.of("a", "b", "a")),
        "Vocabulary: entry 2 is \"a\" as entry 0. Name each once.");
    assertRefused(
        () -> Vocabulary.of(Unit.WORD, List.of("", "the")),
        "Vocabulary: words begin with \"\", \"the\"; expected padding and unknown, \"\", \"[UNK]\"."
            + " Put them first.");
  }

  @Test
  void textsWithoutAnything() {
    assertRefused(
        () -> Vocabulary.ofCharacters(""),
        "Vocabulary: the text is empty; expected at least one character.");
    assertRefused(
        () -> Vocabulary.ofWords(List.of("", " ?!")),
        "Vocabulary: 2 texts have no word; expected at least one beside punctuation.");
    assertRefused(
        () -> Vocabulary.ofWords(TEXTS, 2),
        "Vocabulary: maxSize must be at least 3, for padding, unknown and one word, got 2.");
  }

  @Test
  void unknownCharacterIsAnError() {
    assertRefused(
        () -> Vocabulary.ofCharacters("abc").encode("ab\uD83D\uDE00"),
        "Vocabulary: character 2 of the text is \"\uD83D\uDE00\" (U+1F600); expected one of the 3"
            + " in the vocabulary. Make it from all texts, or leave the character out.");
  }
}
