package dev.rewind.training.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long clock;

  private String run(boolean terminal) {
    ProgressLine line =
        new ProgressLine(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, () -> clock);
    Callback.Plan plan = new Callback.Plan(40, 9);
    Map<String, Double> logs = new LinkedHashMap<>();
    logs.put("accuracy", 0.31481);
    logs.put("loss", 0.00012345);
    line.onEpochBegin(plan, 0);
    clock += 50_000_000L;
    line.onTrainBatchEnd(plan, 0, 0, logs);
    clock += 100_000_000L;
    line.onTrainBatchEnd(plan, 0, 1, logs);
    clock += 219_000_000L;
    line.onEpochEnd(plan, 0, logs);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void inAPipeEachEpochIsOneLine() {
    assertThat(run(false))
        .isEqualTo(
            "Epoch 1/40 - 9/9 - 0.4s - 41ms/step - accuracy: 0.3148 - loss: 1.2345e-04"
                + System.lineSeparator());
  }

  @Test
  void onATerminalTheLineIsDrawnAgainButNotForEveryStep() {
    assertThat(run(true))
        .isEqualTo(
            "Epoch 1/40"
                + "\rEpoch 1/40 - 2/9 - 0.2s - 75ms/step - accuracy: 0.3148 - loss: 1.2345e-04"
                + "\u001b[K"
                + "\rEpoch 1/40 - 9/9 - 0.4s - 41ms/step - accuracy: 0.3148 - loss: 1.2345e-04"
                + "\u001b[K"
                + System.lineSeparator());
  }
}
