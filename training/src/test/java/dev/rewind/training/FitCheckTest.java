package dev.rewind.training;

import static dev.rewind.training.TestModels.SILENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.DataShape;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.BatchTarget;
import dev.rewind.training.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Data are looked at before the first step. */
class FitCheckTest {

  /** Keeps how many samples each batch was made of. */
  private record Asked(Dataset data, List<Integer> sizes, List<BatchTarget> others)
      implements Dataset {
    Asked(Dataset data) {
      this(data, new ArrayList<>(), List.of());
    }

    @Override
    public int size() {
      return data.size();
    }

    @Override
    public DataShape inputShape() {
      return data.inputShape();
    }

    @Override
    public Optional<DataShape> targetShape() {
      return data.targetShape();
    }

    @Override
    public List<BatchTarget> targetsOf(int... samples) {
      List<BatchTarget> targets = new ArrayList<>(data.targetsOf(samples));
      targets.addAll(others);
      return targets;
    }

    @Override
    public Batch batch(int... samples) {
      sizes.add(samples.length);
      return data.batch(samples);
    }
  }

  @Test
  void onlyTheBatchesThatAreTrainedOnAreMade() {
    Asked data = new Asked(TestModels.ramps(10));
    Model model = TestModels.gru(1);
    model.evaluate(data, 4);
    assertThat(data.sizes).containsExactly(4, 4, 2);
    data.sizes.clear();
    model.fit(data, SILENT.batchSize(4).epochs(1));
    assertThat(data.sizes).containsExactly(4, 4, 2);
  }

  @Test
  void otherNumberOfTargetsThanTheShapesSayIsRefused() {
    Dataset ramps = TestModels.ramps(2);
    Dataset data = new Asked(ramps, new ArrayList<>(), ramps.targetsOf(0, 1));
    assertThatThrownBy(() -> TestModels.gru(1).evaluate(data, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("evaluate: data have 2 targets; expected one for each of the outputs [dense].");
  }
}
