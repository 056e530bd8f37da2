package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real recordings: read rightly, and refused with the right line number when a line is spoilt.
 */
class JapaneseVowelsTest {
  private static final Path FILES =
      Path.of(System.getProperty("rewind.root", ".."))
          .resolve("examples/src/main/resources/japanese-vowels");
  private static final Path TRAIN = FILES.resolve("JapaneseVowels_TRAIN.ts");
  private static final int FIRST_DATA_LINE = 16;

  private static int[] perClass(Dataset data) {
    int[] counts = new int[9];
    for (int sample = 0; sample < data.size(); sample++) {
      counts[(int) data.batch(sample).targets().get(0, 0)]++;
    }
    return counts;
  }

  private static int[] lengths(Dataset data) {
    return IntStream.range(0, data.size()).map(i -> data.batch(i).timesteps()).toArray();
  }

  @Test
  void trainingPartIsReadWhole() throws IOException {
    TsFile file = TsFile.read(TRAIN);
    SequenceDataset data = file.dataset();

    assertThat(file.problemName()).isEqualTo("JapaneseVowels");
    assertThat(file.classNames()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(data.size()).isEqualTo(270);
    assertThat(data.inputShape()).isEqualTo(DataShape.sequence(12));
    assertThat(perClass(data)).containsExactly(30, 30, 30, 30, 30, 30, 30, 30, 30);
    assertThat(IntStream.of(lengths(data)).summaryStatistics())
        .extracting("min", "max")
        .containsExactly(7, 26);
  }

  @Test
  void testPartIsReadWhole() throws IOException {
    SequenceDataset data = TsFile.read(FILES.resolve("JapaneseVowels_TEST.ts")).dataset();

    assertThat(data.size()).isEqualTo(370);
    assertThat(perClass(data)).containsExactly(31, 35, 88, 44, 29, 24, 40, 50, 29);
    assertThat(IntStream.of(lengths(data)).summaryStatistics())
        .extracting("min", "max")
        .containsExactly(7, 29);
  }

  @Test
  void valuesStandWhereTheFileHasThem() throws IOException {
    SequenceDataset data = TsFile.read(TRAIN).dataset();
    Batch first = data.batch(0);

    assertThat(first.timesteps()).isEqualTo(20);
    assertThat(first.inputs().get(0, 0)).isEqualTo(1.860936); // dimension 1, value 1
    assertThat(first.inputs().get(1, 0)).isEqualTo(1.891651); // dimension 1, value 2
    assertThat(first.inputs().get(0, 1)).isEqualTo(-0.207383); // dimension 2, value 1
    assertThat(first.inputs().get(19, 1)).isEqualTo(-0.63835); // dimension 2, value 20
    assertThat(data.batch(269).inputs().get(data.batch(269).timesteps() - 1, 11))
        .isEqualTo(0.173642); // the last value of the file
  }

  private static void assertSpoilt(
      Path directory, long seed, UnaryOperator<String> spoil, String messagePattern)
      throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(TRAIN));
    int index = FIRST_DATA_LINE - 1 + RandomSource.of(seed).nextInt(270);
    lines.set(index, spoil.apply(lines.get(index)));
    Path file = Files.write(directory.resolve("Spoilt.ts"), lines);

    assertThatThrownBy(() -> TsFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("Spoilt\\.ts:" + (index + 1) + ": " + messagePattern);
  }

  /** Replaces a value of one dimension, chosen at random. */
  private static UnaryOperator<String> value(RandomSource random, int dimension, String by) {
    return line -> {
      String[] parts = line.split(":", -1);
      String[] values = parts[dimension].split(",", -1);
      values[random.nextInt(values.length)] = by;
      parts[dimension] = String.join(",", values);
      return String.join(":", parts);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void spoiltLineIsNamed(long seed, @TempDir Path directory) throws IOException {
    RandomSource random = RandomSource.of(seed).split();
    int dimension = random.nextInt(12);

    assertSpoilt(
        directory,
        seed,
        value(random, dimension, "1.2x"),
        "dimension " + (dimension + 1) + ", value \\d+ \\(column \\d+\\) is \"1\\.2x\"; .*");
    assertSpoilt(
        directory,
        seed,
        value(random, dimension, "?"),
        "dimension " + (dimension + 1) + ", value \\d+ \\(column \\d+\\) is missing \\(\\?\\); .*");
    assertSpoilt(
        directory,
        seed,
        value(random, 1 + random.nextInt(11), "1,2"),
        "dimension \\d+ has \\d+ values, dimension 1 has \\d+; .*");
    assertSpoilt(
        directory,
        seed,
        line -> line.substring(line.indexOf(':') + 1),
        "got 12 parts separated by ':'; expected 13: 12 dimensions and the label\\.");
    assertSpoilt(
        directory,
        seed,
        line -> "0.5:" + line,
        "got 14 parts separated by ':'; expected 13: 12 dimensions and the label\\.");
    assertSpoilt(
        directory,
        seed,
        line -> line.substring(0, line.lastIndexOf(':') + 1) + "10",
        "label \"10\" is not in the header; expected one of .*");
    assertSpoilt(
        directory,
        seed,
        line -> line.substring(0, line.length() / 2), // as after a broken download
        "got \\d+ parts separated by ':'; .*");
  }

  @Test
  void fileWithoutTheDataTagNamesItsFirstSample(@TempDir Path directory) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(TRAIN));
    assertThat(lines.remove(FIRST_DATA_LINE - 2)).isEqualTo("@data");
    Path file = Files.write(directory.resolve("Spoilt.ts"), lines);

    assertThatThrownBy(() -> TsFile.read(file))
        .hasMessageStartingWith("Spoilt.ts:15: got data before");
  }
}
