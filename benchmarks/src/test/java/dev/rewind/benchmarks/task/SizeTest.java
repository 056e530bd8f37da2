package dev.rewind.benchmarks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.benchmarks.jmh.InferenceBenchmark;
import dev.rewind.benchmarks.jmh.TrainingStepBenchmark;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

class SizeTest {

  @Test
  void isReadAsItIsWritten() {
    Size size = new Size(32, 100, 64, 128);

    assertThat(size).hasToString("32x100x64x128");
    assertThat(Size.parse("32x100x64x128")).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "32x100x64", "32x100x64x0", "32x100x64x128x1", "32 x 1 x 1 x 1"})
  void refusesWhatIsNotASize(String text) {
    assertThatThrownBy(() -> Size.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Size: got '%s'; expected BATCHxTIMESTEPSxFEATURESxUNITS, such as 32x50x16x32."
                .formatted(text));
  }

  @Test
  void countsTheParametersOfTheModel() {
    Size size = new Size(2, 3, 5, 7);
    GruTask task = GruTask.of(size);

    assertThat(task.parameters()).isEqualTo(size.parameters()).isEqualTo(302);
  }

  @Test
  void theTaskHasABatchOfTheSize() {
    GruTask task = GruTask.of(new Size(2, 3, 5, 7));

    assertThat(task.batch().size()).isEqualTo(2);
    assertThat(task.batch().timesteps()).isEqualTo(3);
    assertThat(task.batch().inputs().numCols).isEqualTo(5);
    assertThat(task.model().trainOnBatch(task.batch())).containsKey("loss");
  }

  @Test
  void jmhMeasuresTheGrid() throws NoSuchFieldException {
    List<String> grid = Size.GRID.stream().map(Size::toString).toList();

    for (Class<?> benchmark : List.of(TrainingStepBenchmark.class, InferenceBenchmark.class)) {
      String[] sizes = benchmark.getField("size").getAnnotation(Param.class).value();
      assertThat(sizes).containsExactlyElementsOf(grid);
    }
  }
}
