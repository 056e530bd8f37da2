package dev.rewind.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.StandardOutput;
import dev.rewind.core.RandomSource;
import dev.rewind.training.History;
import dev.rewind.training.Model;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.Standardizer;
import dev.rewind.training.data.TsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples print what they promise. */
class ExamplesTest {
  private static final String[] NO_ARGUMENTS = {};

  /** What a program prints, line by line. */
  private static List<String> lines(StandardOutput.Program program) throws Exception {
    return StandardOutput.of(program).lines().toList();
  }

  /** All that a pattern finds in a text. */
  private static List<String> find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void derivativeIsTheOneByHand() throws Exception {
    assertThat(lines(() -> Example01Derivative.main(NO_ARGUMENTS)))
        .containsExactly(
            "y = 2.985164, dy/dx = 1.024653", // 3·tanh(3), by another calculator
            "by hand:      dy/dx = 1.024653");
  }

  @Test
  void stepByHandIsThatOfTheCell() throws Exception {
    List<String> printed = lines(() -> Example02GruStepByHand.main(NO_ARGUMENTS));
    List<String> rows = printed.stream().map(line -> line.replaceFirst(".*: +", "")).toList();
    assertThat(rows).hasSize(4).allMatch(row -> row.matches("\\[-?0\\.\\d{6}, -?0\\.\\d{6}]"));
    assertThat(rows.get(0)).as("h").isEqualTo(rows.get(1)).isNotEqualTo("[0.100000, -0.300000]");
    assertThat(rows.get(2)).as("dL/dhPrev").isEqualTo(rows.get(3)).isNotEqualTo(rows.get(0));
  }

  @Test
  void wrongDerivativeIsFound() throws Exception {
    String printed = StandardOutput.of(() -> Example03CheckYourOwnLayer.main(NO_ARGUMENTS));
    String[] reports = printed.split("With a wrong derivative");
    assertThat(reports).hasSize(2);

    assertThat(reports[0]).contains("GradientCheck passed");
    assertThat(find("(?m)^(input 0|kernel|scale) .* ok$", reports[0])).hasSize(3);

    assertThat(reports[1]).contains("GradientCheck failed");
    assertThat(find("(?m)^(input 0|kernel) .* 2 +differs$", reports[1])).hasSize(2);
    assertThat(find("(?m)^scale .* ok$", reports[1])).hasSize(1);
  }

  @Test
  void digitsAreSaidFromTheEnd() throws Exception {
    String printed = StandardOutput.of(() -> Example04EncoderDecoder.main(NO_ARGUMENTS));
    assertThat(printed).contains("Connected to");
    List<String> right = find("(?<=new numbers said right from the end: )\\d+(?= of 200)", printed);
    assertThat(right).hasSize(1);
    assertThat(Integer.parseInt(right.get(0))).isGreaterThan(190);
  }

  @Test
  void ownTrainingLoopIsThatOfTheModel() {
    RandomSource random = RandomSource.of(1);
    List<Batch> batches =
        Stream.generate(() -> Example05OwnTrainingLoop.batch(random)).limit(60).toList();
    Model byHand = Example05OwnTrainingLoop.model();
    Model byModel = Example05OwnTrainingLoop.model();
    List<Double> losses = Example05OwnTrainingLoop.trainByHand(byHand, batches, RandomSource.of(3));
    assertThat(losses)
        .isEqualTo(Example05OwnTrainingLoop.trainByModel(byModel, batches, RandomSource.of(3)));
    assertThat(byHand.saveWeights()).isEqualTo(byModel.saveWeights());
    assertThat(losses.get(59)).isLessThan(losses.get(0) / 10);
  }

  @Test
  void ownTrainingLoopIsPrintedBesideThatOfTheModel() throws Exception {
    List<String> printed = lines(() -> Example05OwnTrainingLoop.main(NO_ARGUMENTS));
    assertThat(printed).last().isEqualTo("The same in all steps: true");
    assertThat(printed.subList(1, printed.size() - 1))
        .hasSize(11)
        .allMatch(line -> line.strip().matches("\\d+ +(?<loss>\\d\\S+) +\\k<loss>"));
  }

  @Test
  void speakersAreLearned(@TempDir Path directory) throws Exception {
    TsFile training = JapaneseVowels.read("JapaneseVowels_TRAIN.ts");
    TsFile testing = JapaneseVowels.read("JapaneseVowels_TEST.ts");
    assertThat(training.dataset().size()).isEqualTo(270);
    assertThat(testing.dataset().size()).isEqualTo(370);
    assertThat(training.classNames()).hasSize(9).isEqualTo(testing.classNames());

    Standardizer standardizer = Standardizer.fit(training.dataset());
    Dataset train = standardizer.apply(training.dataset());
    Dataset test = standardizer.apply(testing.dataset());
    List<Double> accuracies =
        IntStream.rangeClosed(1, JapaneseVowels.SEEDS)
            .parallel()
            .mapToObj(seed -> JapaneseVowels.accuracy(seed, train, test))
            .toList();
    assertThat(accuracies).as("promised for every seed").allMatch(share -> share >= 0.97);
  }

  @Test
  void learningCurveIsDrawn(@TempDir Path directory) throws Exception {
    History history =
        new History(List.of(Map.of("loss", 2.0, "accuracy", 0.3), Map.of("loss", 1.0)));
    Path picture = directory.resolve("pictures").resolve("curve.png");
    LearningCurve.write(history, "Two epochs", picture);
    assertThat(picture).isNotEmptyFile();
  }
}
