package dev.rewind.training.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private String run(int columns) {
    ProgressLine line =
        new ProgressLine(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), columns, () -> clock);
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
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void inAPipeEachEpochIsOneLine() {
    assertThat(run(0)).isEqualTo(LAST + System.lineSeparator());
  }

  @Test
  void onATerminalTheLineIsDrawnAgainCutToItsWidthButNotForEveryStep() {
    String drawn = "\rEpoch 1/40 - 2/9 - 0.2s - 75ms/step -";
    assertThat(run(drawn.length()))
        .isEqualTo(
            "Epoch 1/40" + drawn + "\u001b[K\r" + LAST + "\u001b[K" + System.lineSeparator());
  }
}
