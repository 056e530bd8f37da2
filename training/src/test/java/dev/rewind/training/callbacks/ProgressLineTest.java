package dev.rewind.training.callbacks;

import static dev.rewind.training.callbacks.ProgressBar.Look.LINES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final String LAST =
      "Epoch 1/40 - 9/9 - 0.4s - 41ms/step - accuracy: 0.3148 - loss: 1.2345e-04";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long clock;

  private static Training at(int step, Map<String, Double> logs) {
    FakeTraining training = new FakeTraining();
    training.step = step;
    training.logs.putAll(logs);
    return training;
  }

  private ProgressLine line(int columns, Charset charset) {
    return new ProgressLine(new PrintStream(bytes, true, charset), columns, charset, () -> clock);
  }

  private String run(int columns, Charset charset) {
    ProgressLine line = line(columns, charset);
    Map<String, Double> logs = new LinkedHashMap<>();
    logs.put("accuracy", 0.31481);
    logs.put("loss", 0.00012345);
    line.onEpochBegin(at(0, Map.of()));
    clock += 50_000_000L;
    line.onTrainBatchEnd(at(0, logs));
    clock += 100_000_000L;
    line.onTrainBatchEnd(at(1, logs));
    clock += 219_000_000L;
    line.onEpochEnd(at(8, logs));
    return bytes.toString(charset);
  }

  @Test
  void inAPipeEachEpochIsOneLine() {
    assertThat(run(0, UTF_8)).isEqualTo(LAST + System.lineSeparator());
  }

  @Test
  void onATerminalTheLineIsDrawnAgainCutToItsWidthButNotForEveryStep() {
    String drawn = "\rEpoch 1/40 - 2/9 ━━━━──────────────── 0:01 - 13.3 steps/s - acc";
    assertThat(run(drawn.length(), UTF_8))
        .isEqualTo(
            "Epoch 1/40" + drawn + "\u001b[K\r" + LAST + "\u001b[K" + System.lineSeparator());
  }

  @Test
  void barIsDrawnWithAsciiWhereTheTerminalKnowsNoLines() {
    String bar = "\rEpoch 1/40 - 2/9 ====................ 0:01 - 13.3 steps/s - ";
    assertThat(run(80, US_ASCII)).contains(bar).doesNotContain("?");
    assertThat(run(80, ISO_8859_1)).contains(bar);
    assertThat(run(80, Charset.forName("IBM437"))).as("has other lines only").contains(bar);
    assertThat(run(80, UTF_8)).contains("━━──");
  }

  @Test
  void inAnEpochThatIsResumedOnlyItsOwnStepsAreTimed() {
    ProgressLine line = line(0, UTF_8);
    clock = 7_000_000_000L;
    line.onTrainBegin(at(0, Map.of()));
    line.onTrainBatchBegin(at(6, Map.of()));
    clock += 500_000_000L;
    line.onTrainBatchEnd(at(6, Map.of()));
    line.onTrainBatchBegin(at(7, Map.of()));
    clock += 500_000_000L;
    line.onEpochEnd(at(7, Map.of()));
    assertThat(bytes.toString(UTF_8))
        .isEqualTo("Epoch 1/40 - 8/9 - 1.0s - 500ms/step" + System.lineSeparator());
  }

  @Test
  void barHasATimeOnlyWhereTheEndIsKnown() {
    OptionalInt ten = OptionalInt.of(10);
    assertThat(new ProgressBar(5, 0, ten, 2, LINES).toString())
        .isEqualTo("5/10 ━━━━━━━━━━────────── 0:02 - 2.5 steps/s");
    assertThat(new ProgressBar(10, 9, ten, 1, LINES).toString())
        .isEqualTo("10/10 ━━━━━━━━━━━━━━━━━━━━ 0:00 - 1.0 steps/s");
    assertThat(new ProgressBar(1, 0, OptionalInt.of(1000), 7.5, LINES).toString())
        .isEqualTo("1/1000 ──────────────────── 2:04:53 - 0.1 steps/s");
    assertThat(new ProgressBar(5, 0, OptionalInt.empty(), 2, LINES).toString())
        .isEqualTo("5/? - 2.5 steps/s");
    assertThat(new ProgressBar(5, 0, ten, 0, LINES).toString())
        .isEqualTo("5/10 ━━━━━━━━━━────────── - 0.0 steps/s");
  }
}
