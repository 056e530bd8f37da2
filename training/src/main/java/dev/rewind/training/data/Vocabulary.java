package dev.rewind.training.data;

import dev.rewind.core.Checks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The characters or words that a model knows, each with an id. Immutable.
 *
 * <pre>{@code
 * Vocabulary characters = Vocabulary.ofCharacters(text);
 * int[] ids = characters.encode(text);
 *
 * Vocabulary words = Vocabulary.ofWords(reviews, 10_000);
 * SequenceDataset data = SequenceDataset.ofTokens(reviews.stream().map(words::encode).toList());
 * }</pre>
 *
 * <p>The most frequent entry comes first; of equally frequent ones, the greater in the order of
 * code points, as in Keras. Equal texts give equal ids, in whatever order texts are given.
 *
 * <p><b>Words</b> are what stands between white space after ASCII letters were made small and ASCII
 * punctuation was taken out, as Keras' {@code lower_and_strip_punctuation} does; other letters stay
 * as they are. Id 0 is padding, for {@code Embedding} with {@code maskZero(true)}, and id 1 every
 * unknown word.
 *
 * <p><b>Characters</b> are Unicode code points as they stand in the text, line ends included. All
 * ids from 0 stand for one: a text to go on with has neither padding nor unknown characters, and a
 * model should not be able to generate them. An unknown character is an error.
 *
 * <p><b>Source</b>: Keras 3.15.1, {@code TextVectorization} in {@code text_vectorization.py},
 * {@code finalize_state} in {@code index_lookup.py}.
 */
public final class Vocabulary {
  private static final String WHO = "Vocabulary";
  private static final String PADDING = "";
  private static final String UNKNOWN = "[UNK]";
  private static final int PADDING_ID = 0;
  private static final int UNKNOWN_ID = 1;

  /** The more frequent first, then the greater one. UTF-8 has the order of code points. */
  private static final Comparator<Map.Entry<String, Long>> ORDER =
      Map.Entry.<String, Long>comparingByValue()
          .thenComparing(
              entry -> entry.getKey().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
          .reversed();

  /** What a text is cut into. */
  public enum Unit {
    /** Unicode code points. */
    CHARACTER,
    /** Words in small letters, without punctuation. */
    WORD
  }

  private final Unit unit;
  private final List<String> entries;
  private final Map<String, Integer> ids = new HashMap<>();

  private Vocabulary(Unit unit, List<String> entries) {
    this.unit = unit;
    this.entries = List.copyOf(entries);
    for (String entry : entries) {
      Integer before = ids.putIfAbsent(entry, ids.size());
      Checks.require(
          before == null,
          WHO,
          "entry " + ids.size() + " is \"" + entry + "\" as entry " + before + ". Name each once.");
    }
  }

  /**
   * The characters of a text.
   *
   * @param text at least one character
   * @return a vocabulary that has all of them
   * @throws IllegalArgumentException if the text is empty
   */
  public static Vocabulary ofCharacters(String text) {
    Checks.require(!text.isEmpty(), WHO, "the text is empty; expected at least one character.");
    List<String> found = mostFrequent(characters(text)).toList();
    return new Vocabulary(Unit.CHARACTER, found);
  }

  /**
   * All words of some texts.
   *
   * @param texts at least one word in all
   * @return a vocabulary that has padding, unknown and every word
   * @throws IllegalArgumentException if there is no word
   */
  public static Vocabulary ofWords(List<String> texts) {
    return ofWords(texts, Integer.MAX_VALUE);
  }

  /**
   * The most frequent words of some texts.
   *
   * @param texts at least one word in all
   * @param maxSize the greatest number of entries, padding and unknown included; at least 3
   * @return a vocabulary that has padding, unknown and as many words as there is room for
   * @throws IllegalArgumentException if there is no word, or no room for one
   */
  public static Vocabulary ofWords(List<String> texts, int maxSize) {
    Checks.require(
        maxSize >= 3,
        WHO,
        "maxSize must be at least 3, for padding, unknown and one word, got " + maxSize + ".");
    Stream<String> all = texts.stream().flatMap(Vocabulary::words);
    List<String> found = mostFrequent(all).limit(maxSize - 2L).toList();
    Checks.require(
        !found.isEmpty(),
        WHO,
        texts.size() + " texts have no word; expected at least one beside punctuation.");
    return new Vocabulary(
        Unit.WORD, Stream.concat(Stream.of(PADDING, UNKNOWN), found.stream()).toList());
  }

  /**
   * A vocabulary from its entries, such as those that were kept beside a trained model.
   *
   * @param unit what the entries are
   * @param entries what {@link #entries()} gave; copied
   * @return a vocabulary with the same ids
   * @throws IllegalArgumentException if there is no entry, one comes twice, a character is not one
   *     code point, or words do not begin with padding and unknown
   */
  public static Vocabulary of(Unit unit, List<String> entries) {
    Checks.require(!entries.isEmpty(), WHO, "got no entries; expected at least one.");
    if (unit == Unit.CHARACTER) {
      for (int id = 0; id < entries.size(); id++) {
        String entry = entries.get(id);
        Checks.require(
            entry.codePointCount(0, entry.length()) == 1,
            WHO,
            "entry " + id + " is \"" + entry + "\"; expected one character.");
      }
    } else {
      List<String> start = entries.subList(0, Math.min(2, entries.size()));
      Checks.require(
          start.equals(List.of(PADDING, UNKNOWN)),
          WHO,
          "words begin with "
              + quoted(start)
              + "; expected padding and unknown, \"\", \"[UNK]\". Put them first.");
    }
    return new Vocabulary(unit, entries);
  }

  private static Stream<String> mostFrequent(Stream<String> tokens) {
    return tokens
        .collect(Collectors.groupingBy(token -> token, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(ORDER)
        .map(Map.Entry::getKey);
  }

  private static Stream<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString);
  }

  private static Stream<String> words(String text) {
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean small = c >= 'A' && c <= 'Z';
      if (!isPunctuation(c)) {
        kept.append(small ? (char) (c - 'A' + 'a') : c);
      }
    }
    return Arrays.stream(kept.toString().split("[ \t\n\u000B\f\r]+", -1))
        .filter(word -> !word.isEmpty());
  }

  /** What ASCII has between space and delete that is neither letter nor digit. */
  private static boolean isPunctuation(char c) {
    return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
  }

  /**
   * What texts are cut into.
   *
   * @return characters or words
   */
  public Unit unit() {
    return unit;
  }

  /**
   * The number of entries: the {@code inputDim} of an {@code Embedding}, the {@code units} of a
   * {@code Dense} that predicts the next one.
   *
   * @return at least 1
   */
  public int size() {
    return entries.size();
  }

  /**
   * All entries, to be saved; {@link #of} makes the vocabulary again.
   *
   * @return an immutable list, entry number i for id i
   */
  public List<String> entries() {
    return entries;
  }

  /**
   * The ids of a text.
   *
   * @param text any text; without characters or words it has no ids
   * @return one id for each character or word
   * @throws IllegalArgumentException if a character is unknown; an unknown word has id 1
   */
  public int[] encode(String text) {
    if (unit == Unit.WORD) {
      return words(text).mapToInt(word -> ids.getOrDefault(word, UNKNOWN_ID)).toArray();
    }
    int[] codePoints = text.codePoints().toArray();
    int[] found = new int[codePoints.length];
    for (int i = 0; i < found.length; i++) {
      Integer id = ids.get(Character.toString(codePoints[i]));
      if (id == null) {
        throw unknown(codePoints[i], i);
      }
      found[i] = id;
    }
    return found;
  }

  private IllegalArgumentException unknown(int codePoint, int place) {
    return new IllegalArgumentException(
        WHO
            + ": character "
            + place
            + " of the text is \""
            + Character.toString(codePoint)
            + "\" (U+"
            + String.format(Locale.ROOT, "%04X", codePoint)
            + "); expected one of the "
            + size()
            + " in the vocabulary. Make it from all texts, or leave the character out.");
  }

  /**
   * The text of some ids: characters as they come, words with a space between them and without
   * padding.
   *
   * @param tokens ids, from 0
   * @return the text
   * @throws IllegalArgumentException if there is no such id
   */
  public String decode(int... tokens) {
    List<String> found = new ArrayList<>();
    for (int id : tokens) {
      Checks.require(
          0 <= id && id < size(),
          WHO,
          "there is no id " + id + "; expected numbers from 0 to " + (size() - 1) + ".");
      if (unit == Unit.CHARACTER || id != PADDING_ID) {
        found.add(entries.get(id));
      }
    }
    return String.join(unit == Unit.CHARACTER ? "" : " ", found);
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", "));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that && unit == that.unit && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "Vocabulary[" + size() + (unit == Unit.CHARACTER ? " characters]" : " words]");
  }
}
