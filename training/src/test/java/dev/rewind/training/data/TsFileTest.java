package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.layers.DataShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsFileTest {
  private static final String TWO_DIMENSIONS =
      """
      # words
      @problemName Two words
      @timeStamps false
      @missing false
      @univariate false
      @dimensions 2
      @equalLength false
      @classLabel true yes no

      @data
      1,2,3:-1,-2e0,-.3E+1:no
      # half-way
      4.,+5:-4,-5 : yes
      """;

  static TsFile read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return TsFile.read(new ByteArrayInputStream(bytes), "F.ts");
  }

  private static String header(String... tags) {
    return "@problemName P\n" + String.join("\n", tags) + "\n@data\n";
  }

  @Test
  void valuesLabelsAndNamesAreRead() throws IOException {
    TsFile file = read(TWO_DIMENSIONS);
    SequenceDataset data = file.dataset();
    Batch first = data.batch(0);
    Batch second = data.batch(1);

    assertThat(file.problemName()).isEqualTo("Two words");
    assertThat(file.classNames()).containsExactly("yes", "no");
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.inputShape()).isEqualTo(DataShape.sequence(2));
    assertThat(first.inputs().data).containsExactly(1, -1, 2, -2, 3, -3);
    assertThat(second.inputs().data).containsExactly(4, -4, 5, -5);
    assertThat(first.targets().data).containsExactly(1);
    assertThat(second.targets().data).containsExactly(0);
    assertThat(file).hasToString("Two words SequenceDataset[2 × (None, None, 2)]");
  }

  @Test
  void windowsLineEndsAndByteOrderMarkMakeNoDifference() throws IOException {
    TsFile file = read("\uFEFF" + TWO_DIMENSIONS.replace("\n", "\r\n"));

    assertThat(file.problemName()).isEqualTo("Two words");
    assertThat(file.dataset().batch(0, 1).targets().data).containsExactly(1, 0);
  }

  @Test
  void lettersOfTagsMayBeOfAnyCaseInAnyLocale() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR")); // where "TIME".toLowerCase() is no longer "time"
      String upper = "@PROBLEMNAME P\n@TIMESTAMPS FALSE\n@CLASSLABEL TRUE I i\n@DATA\n1.5:i\n";
      assertThat(read(upper).dataset().batch(0).targets().data).containsExactly(1);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void targetLabelsAreNumbersToPredict() throws IOException {
    TsFile file =
        read(
            header("@univariate true", "@classLabel false", "@targetLabel true")
                + "1,2:0.5\n3:-7\n");

    assertThat(file.classNames()).isEmpty();
    assertThat(file.dataset().targetShape()).contains(DataShape.vectors(1));
    assertThat(file.dataset().batch(0, 1).targets().data).containsExactly(0.5, -7);
  }

  @Test
  void withoutLabelsEveryPartIsADimension() throws IOException {
    TsFile file = read(header("@classLabel false") + "1,2:3,4\n5:6\n");

    assertThat(file.dataset().targetShape()).isEmpty();
    assertThat(file.dataset().batch(0).inputs().data).containsExactly(1, 3, 2, 4);
  }

  @Test
  void dimensionIsTheOldNameOfDimensions() throws IOException {
    TsFile file =
        read(
            header("@dimension 1", "@equalLength true", "@seriesLength 2", "@classLabel true a")
                + "1,2:a");

    assertThat(file.dataset().inputShape()).isEqualTo(DataShape.sequence(2, 1));
  }

  @Test
  void fileIsReadFromItsPath(@TempDir Path directory) throws IOException {
    Path path = Files.writeString(directory.resolve("words.ts"), TWO_DIMENSIONS);

    assertThat(TsFile.read(path).dataset().size()).isEqualTo(2);
  }
}
