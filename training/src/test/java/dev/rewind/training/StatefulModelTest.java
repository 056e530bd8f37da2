package dev.rewind.training;

import static dev.rewind.training.TestModels.SILENT;
import static dev.rewind.training.TestModels.line;
import static dev.rewind.training.TestModels.ramps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.MeanSquaredError;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model whose layers carry a state for each sample of a batch needs batches of one size. */
class StatefulModelTest {
  private static final String NEEDED =
      ", which a model with stateful layers needs."
          + " Take another batch size, or leave samples out with subset.";

  private final Model model = stateful();

  private static Model stateful() {
    Model model =
        Sequential.of(DataShape.sequence(1), GRU.of(2).stateful(true), Dense.of(1))
            .build(RandomSource.of(1));
    model.compile(SGD.of(), MeanSquaredError.of());
    return model;
  }

  private static Dataset samples(int count) {
    double[][][] x = new double[count][3][1];
    double[][] y = new double[count][1];
    for (int i = 0; i < count; i++) {
      x[i][0][0] = i + 1;
      y[i][0] = i;
    }
    return SequenceDataset.of(x).withTargets(y);
  }

  private double[] weights() {
    return model.weights().stream()
        .flatMapToDouble(weight -> Arrays.stream(weight.parameter().value().data))
        .toArray();
  }

  private void refusedBeforeTheFirstStep(ThrowingCallable call, String message) {
    double[] before = weights();
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    assertThat(weights()).containsExactly(before);
    assertThat(model.layers().get(0).carriedStates())
        .as("no batch was computed")
        .hasSize(1)
        .allSatisfy(state -> assertThat(state.value()).isEmpty());
  }

  @Test
  void lastBatchThatIsSmallerIsRefused() {
    String problem = ": 5 samples are not a multiple of the batch size 2" + NEEDED;
    Dataset five = samples(5);
    refusedBeforeTheFirstStep(() -> model.fit(five, SILENT.batchSize(2)), "fit" + problem);
    refusedBeforeTheFirstStep(() -> model.evaluate(five, 2), "evaluate" + problem);
    refusedBeforeTheFirstStep(() -> model.predict(five, 2), "predict" + problem);
    refusedBeforeTheFirstStep(() -> model.predictAll(five, 2), "predict" + problem);
    refusedBeforeTheFirstStep(
        () -> model.predict(samples(33)),
        "predict: 33 samples are not a multiple of the batch size 32" + NEEDED);
  }

  @Test
  void validationInBatchesOfAnotherSizeIsRefused() {
    Dataset four = samples(4);
    refusedBeforeTheFirstStep(
        () -> model.fit(four, SILENT.batchSize(2).validationData(samples(3))),
        "fit: validation: 3 samples are not a multiple of the batch size 2" + NEEDED);
    refusedBeforeTheFirstStep(
        () -> model.fit(four, SILENT.batchSize(2).validationData(samples(1))),
        "fit: validation has batches of 1 samples and training of 2; expected one size" + NEEDED);
    refusedBeforeTheFirstStep(
        () -> model.fit(four, SILENT.validationSplit(0.25)),
        "fit: validation has batches of 1 samples and training of 3; expected one size" + NEEDED);
  }

  @Test
  void batchesOfOneSizeAreTaken() {
    Dataset four = samples(4);
    model.fit(four, SILENT.epochs(2).batchSize(2).validationData(samples(2)));
    assertThat(model.evaluate(four, 2)).containsKey("loss");
    assertThat(model.predict(four, 2).size()).isEqualTo(4);
  }

  /** A data set that is smaller than the batch size is one batch. */
  @Test
  void oneBatchOfAnySizeIsTaken() {
    model.fit(samples(5), SILENT.validationData(samples(5)));
    assertThat(model.predict(samples(5)).size()).isEqualTo(5);
  }

  @Test
  void stateGoesOnFromBatchToBatchRowByRow() {
    Dataset four = samples(4);
    double[] carried = model.predict(four, 2).matrix().data;
    double[] whole = stateful().predict(four, 4).matrix().data;
    assertThat(Arrays.copyOf(carried, 2)).containsExactly(Arrays.copyOf(whole, 2));
    for (int i = 2; i < 4; i++) {
      assertThat(carried[i])
          .as("sample %d goes on from sample %d", i, i - 2)
          .isNotEqualTo(whole[i]);
    }
    model.resetStates();
    assertThat(model.predict(four, 2).matrix().data).containsExactly(carried);
  }

  @Test
  void wrapperOfAStatefulLayerCountsToo() {
    Model wrapped =
        Sequential.of(DataShape.sequence(1), Bidirectional.of(GRU.of(2).stateful(true)))
            .build(RandomSource.of(1));
    assertThatThrownBy(() -> wrapped.predict(samples(3), 2))
        .hasMessage("predict: 3 samples are not a multiple of the batch size 2" + NEEDED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void predictionsOfOtherModelsDoNotDependOnTheBatchSize(int batchSize) {
    Model plain = Sequential.of(DataShape.sequence(2), GRU.of(2)).build(RandomSource.of(1));
    Dataset data = ramps(5).subset(0, 4, 0, 4, 0); // of one length: the same sums
    assertThat(plain.predict(data, batchSize).matrix().data)
        .containsExactly(plain.predict(data).matrix().data);
    assertThat(plain.predictAll(data, batchSize)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void batchSizeMustBePositive(int batchSize) {
    Model plain = line(Dense.of(1));
    String problem = ": batchSize must be positive, got " + batchSize + ".";
    assertThatThrownBy(() -> plain.predict(TestModels.LINE, batchSize))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("predict" + problem);
    assertThatThrownBy(() -> plain.predictAll(TestModels.LINE, batchSize))
        .hasMessage("predict" + problem);
    assertThatThrownBy(() -> plain.evaluate(TestModels.LINE, batchSize))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("evaluate" + problem);
  }
}
