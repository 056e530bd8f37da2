package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.DataShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  private static final String DAYS =
      """
      id,temperature,sky,sport,steps
      mon,12.5,clear,run,1
      mon,-1.4e1,"rain, heavy",run,2

      tue,+9.1,clear,swim,3
      """;
  private static final CsvColumns FEATURES =
      CsvColumns.of().numeric("temperature").categorical("sky");

  static CsvFile read(String text, CsvColumns columns) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return CsvFile.read(new ByteArrayInputStream(bytes), "F.csv", columns);
  }

  @Test
  void rowsAreVectorsWithOneHotCategoriesInTheOrderOfTheAlphabet() throws IOException {
    CsvFile file = read(DAYS, FEATURES);

    assertThat(file.columns().featureNames())
        .containsExactly("temperature", "sky=clear", "sky=rain, heavy");
    assertThat(file.dataset().inputShape()).isEqualTo(DataShape.vectors(3));
    assertThat(file.dataset().batch(0, 1, 2).inputs().data)
        .containsExactly(12.5, 1, 0, -14, 0, 1, 9.1, 1, 0);
    assertThat(file.dataset().targetShape()).isEmpty();
    assertThat(file).hasToString("CsvColumns[temperature, sky] SequenceDataset[3 × (None, 3)]");
  }

  @Test
  void featuresHaveTheOrderOfTheDescription() throws IOException {
    CsvColumns columns = CsvColumns.of().categorical("sky").numeric("steps", "temperature");

    assertThat(read(DAYS, columns).dataset().batch(1).inputs().data).containsExactly(0, 1, 2, -14);
  }

  @Test
  void rowsOfAGroupAreASequence() throws IOException {
    CsvFile file = read(DAYS, FEATURES.group("id").label("sport"));
    Batch batch = file.dataset().batch(0, 1);

    assertThat(file.dataset().inputShape()).isEqualTo(DataShape.sequence(3));
    assertThat(batch.inputs().data)
        .containsExactly(12.5, 1, 0, 9.1, 1, 0, -14, 0, 1, 0, 0, 0); // time-major, padded
    assertThat(batch.targets().data).containsExactly(0, 1);
    assertThat(file.dataset().classNames()).containsExactly("run", "swim");
    assertThat(file.columns().classNames()).containsExactly("run", "swim");
  }

  @Test
  void rowsOfAGroupNeedNotStandSideBySide() throws IOException {
    CsvFile file = read("id,x\nb,1\na,2\nb,3\n", CsvColumns.of().numeric("x").group("id"));

    assertThat(file.dataset().batch(0).inputs().data).containsExactly(1, 3);
    assertThat(file.dataset().batch(1).inputs().data).containsExactly(2);
  }

  @Test
  void targetsAreNumbersOfTheSampleOrOfEachStep() throws IOException {
    CsvColumns columns = CsvColumns.of().numeric("temperature");
    Dataset rows = read(DAYS, columns.target("steps", "temperature_").target("steps")).dataset();
    assertThat(rows.batch(0, 1, 2).targets().data).containsExactly(1, 2, 3);

    Dataset steps = read(DAYS, columns.target("steps").group("id").perStep()).dataset();
    assertThat(steps.batch(0, 1).targets().data).containsExactly(1, 3, 2, 0);
    assertThat(steps.batch(0, 1).targetsPerStep()).isTrue();

    String same = "id,x,y,z\na,1,5,6\na,2,5,6\nb,3,7,8\n";
    CsvColumns whole = CsvColumns.of().numeric("x").target("y", "z").group("id");
    assertThat(read(same, whole).dataset().batch(0, 1).targets().data).containsExactly(5, 6, 7, 8);
  }

  @Test
  void categoriesOfTrainingAreAppliedToATest() throws IOException {
    CsvColumns learnt = read(DAYS, FEATURES.label("sport")).columns();
    CsvFile test = read("sport,sky,temperature\nswim,\"rain, heavy\",1\n", learnt);

    assertThat(test.dataset().batch(0).inputs().data).containsExactly(1, 0, 1);
    assertThat(test.dataset().batch(0).targets().data).containsExactly(1);
    assertThat(test.dataset().classNames()).containsExactly("run", "swim");
  }

  @Test
  void categoriesMayBeGivenInAnOrder() throws IOException {
    CsvColumns columns =
        CsvColumns.of()
            .categorical("sky", List.of("snow", "rain, heavy", "clear"))
            .label("sport", List.of("swim", "run"));
    CsvFile file = read(DAYS, columns);

    assertThat(file.dataset().batch(1).inputs().data).containsExactly(0, 1, 0);
    assertThat(file.dataset().batch(0, 2).targets().data).containsExactly(1, 0);
  }

  @Test
  void allRowsAreASeriesForWindows() throws IOException {
    CsvFile file = read(DAYS, CsvColumns.of().numeric("temperature").target("steps"));

    assertThat(file.series()).isDeepEqualTo(new double[][] {{12.5}, {-14}, {9.1}});
    assertThat(file.targets()).isDeepEqualTo(new double[][] {{1}, {2}, {3}});
    assertThat(Windows.of(file.series(), 2).size()).isEqualTo(2);
    file.series()[0][0] = 99;
    assertThat(file.series()[0][0]).isEqualTo(12.5);
  }

  @Test
  void separatorHeaderAndLineEndsMayDiffer() throws IOException {
    CsvColumns columns = CsvColumns.of().numeric("a", "b");

    assertThat(read("\uFEFFa;b\r\n1; 2 \r\n", columns.separator(';')).series()[0])
        .containsExactly(1, 2);
    assertThat(read("b\tc\ta\n1\t\t2\n", columns.separator('\t')).series()[0])
        .containsExactly(2, 1);
    assertThat(read(" \"a\" , b\n\"1\", \"2\"", columns).series()[0]).containsExactly(1, 2);
    assertThat(read("1,x,2", columns.header("b", "", "a")).series()[0]).containsExactly(2, 1);
  }

  @Test
  void streamGivesTheSamplesOfTheFile(@TempDir Path directory) throws IOException {
    Path path = Files.writeString(directory.resolve("days.csv"), DAYS);
    for (CsvColumns columns :
        List.of(
            FEATURES,
            FEATURES.label("sport"),
            FEATURES.target("steps"),
            FEATURES.group("id"),
            FEATURES.label("sport").group("id"),
            FEATURES.target("steps").group("id").perStep())) {
      CsvFile file = CsvFile.read(path, columns);
      Iterable<Batch> streamed = StreamedBatches.of(CsvFile.stream(path, file.columns()), 2);

      assertSameBatches(streamed, file.dataset().batches(2));
      assertSameBatches(streamed, file.dataset().batches(2)); // the file is opened anew
    }
  }

  private static void assertSameBatches(Iterable<Batch> actual, Iterable<Batch> expected) {
    var batches = actual.iterator();
    for (Batch batch : expected) {
      Batch next = batches.next();
      assertThat(next.inputs().data).isEqualTo(batch.inputs().data);
      assertThat(next.mask()).isEqualTo(batch.mask());
      assertThat(next.hasTargets()).isEqualTo(batch.hasTargets());
      if (batch.hasTargets()) {
        assertThat(next.targets().data).isEqualTo(batch.targets().data);
        assertThat(next.targetsPerStep()).isEqualTo(batch.targetsPerStep());
      }
    }
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void streamReadsNoFurtherThanOneRowAhead(@TempDir Path directory) throws IOException {
    Path path = Files.writeString(directory.resolve("long.csv"), "x\n1\n2\nthree\n");
    var samples = CsvFile.stream(path, CsvColumns.of().numeric("x")).iterator();

    samples.next();
    samples.next();
    assertThatThrownBy(samples::next)
        .hasMessage(
            "long.csv:4: column \"x\" is \"three\"; expected a finite number such as" + " -1.5e3.");
  }

  @Test
  void closedStreamHasNoMoreSamples(@TempDir Path directory) throws Exception {
    Path path = Files.writeString(directory.resolve("days.csv"), DAYS);
    var samples = CsvFile.stream(path, CsvColumns.of().numeric("steps")).iterator();
    samples.next();
    ((AutoCloseable) samples).close();

    assertThat(samples.hasNext()).isFalse();
    assertThatThrownBy(samples::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("CsvFile: no sample after the last.");
  }
}
