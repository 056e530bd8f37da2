package dev.rewind.training;

import static dev.rewind.autograd.ops.Ops.sqrt;
import static dev.rewind.autograd.ops.Ops.square;
import static dev.rewind.training.TestModels.SILENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.NonFiniteException;
import dev.rewind.autograd.NonFiniteException.Direction;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.regularizers.L2;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.LSTM;
import dev.rewind.optimizers.SGD;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.MeanSquaredError;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Training that goes wrong says where it went wrong first. */
class DebugNumericsTest {
  /** Composed and fused recurrence differ by rounding, which six steps of Adam enlarge. */
  private static final double COMPOSED = 1e-9;

  private static final Dataset DATA =
      SequenceDataset.of(new double[][][] {{{1}, {1}, {1}, {1}}, {{1}, {1}, {1}, {1}}})
          .withTargets(new double[][] {{1}, {2}});

  /** Each step multiplies the candidate's input by a huge number: the fourth overflows. */
  private static Model exploding() {
    Model model =
        Sequential.of(
                DataShape.sequence(1),
                GRU.of(1).activation(Activations.RELU).resetAfter(false),
                Dense.of(1))
            .build(RandomSource.of(1));
    model.compile(SGD.of(), MeanSquaredError.of());
    DMatrixRMaj kernel = new DMatrixRMaj(new double[][] {{-100, 100, 1e100}});
    DMatrixRMaj recurrent = new DMatrixRMaj(new double[][] {{0, 0, 1e100}});
    model.weights().get(0).parameter().assign(kernel);
    model.weights().get(1).parameter().assign(recurrent);
    return model;
  }

  @Test
  void firstOpThatOverflowsIsNamedWithLayerStepAndGate() {
    Model model = exploding();
    model.debugNumerics(true);
    NonFiniteException e =
        catchThrowableOfType(NonFiniteException.class, () -> model.fit(DATA, SILENT));
    assertThat(e.place()).containsExactly("gru", "step 3", "gate hh", "recurrent");
    assertThat(e.timestep()).hasValue(3);
    assertThat(e.direction()).isEqualTo(Direction.FORWARD);
    assertThat(e)
        .hasMessageStartingWith("gru, step 3, gate hh, recurrent: matmul gave Infinity at");
    assertThatThrownBy(() -> model.predict(DATA)).isInstanceOf(NonFiniteException.class);
  }

  @Test
  void lossIsAPlaceToo() {
    Model model = exploding();
    model.debugNumerics(true);
    DMatrixRMaj small = new DMatrixRMaj(new double[][] {{-100, 100, 1e200}});
    model.weights().get(0).parameter().assign(small);
    model.weights().get(1).parameter().assign(new DMatrixRMaj(1, 3));
    NonFiniteException e =
        catchThrowableOfType(NonFiniteException.class, () -> model.fit(DATA, SILENT));
    assertThat(e.place()).containsExactly("mean_squared_error");
    assertThat(e.timestep()).isEmpty();
  }

  /** An LSTM whose outputs are 0, and after it a layer that works row by row. */
  private static Model perStep(Dense dense, Loss loss) {
    Model model =
        Sequential.of(DataShape.sequence(2), LSTM.of(3).returnSequences(true), dense)
            .build(RandomSource.of(1));
    model.compile(SGD.of(), loss);
    model.weights().forEach(weight -> weight.parameter().update(DMatrixRMaj::zero));
    model.debugNumerics(true);
    return model;
  }

  /** Three samples of four steps; the targets are 0 but for the last sample's third step. */
  private static Dataset perStepData(double target) {
    double[][][] targets = new double[3][4][1];
    targets[2][2][0] = target;
    return Dataset.of(new double[3][4][2], targets);
  }

  private static NonFiniteException stopped(Model model, Dataset data) {
    return catchThrowableOfType(
        NonFiniteException.class, () -> model.fit(data, SILENT.shuffle(false)));
  }

  @Test
  void stepAndSampleOfALayerThatWorksRowByRowAreNamed() {
    Model model = perStep(Dense.of(1).activation(Activations.EXPONENTIAL), MeanSquaredError.of());
    double[][][] x = new double[3][4][2];
    x[1][2][0] = 1;
    model.weights().get(0).parameter().update(kernel -> kernel.set(0, 6, 50));
    model.weights().get(3).parameter().update(kernel -> kernel.fill(4000));
    NonFiniteException e = stopped(model, Dataset.of(x, new double[3][4][1]));
    assertThat(e)
        .hasMessageStartingWith(
            "dense: exp gave Infinity at [7, 0] (step 2 of sample 1) going forward; ");
    assertThat(e.timestep()).hasValue(2);
    assertThat(e.sample()).hasValue(1);
  }

  @Test
  void stepAndSampleOfALossAreNamed() {
    NonFiniteException e = stopped(perStep(Dense.of(1), MeanSquaredError.of()), perStepData(1e200));
    assertThat(e.place()).containsExactly("mean_squared_error");
    assertThat(e).hasMessageContaining(" at [8, 0] (step 2 of sample 2) going forward; ");
  }

  @Test
  void stepAndSampleOfAGradientAreNamed() {
    Model model = perStep(Dense.of(1), MeanSquaredError.of());
    model.weights().get(3).parameter().update(kernel -> kernel.fill(1e200));
    NonFiniteException e = stopped(model, perStepData(1e150));
    assertThat(e.direction()).isEqualTo(Direction.BACKWARD);
    assertThat(e)
        .hasMessageStartingWith(
            "dense: the gradient of matmul by its input 0 (output of concatRows)")
        .hasMessageContaining(" is -Infinity at [8, 0] (step 2 of sample 2); ");
    assertThat(e.timestep()).hasValue(2);
    assertThat(e.sample()).hasValue(2);
  }

  /** The activation is |x|, whose gradient is not finite at 0, where the second sample is. */
  @Test
  void gradientWithinAnLstmIsFoundInItsStepAndState() {
    Activation root = Activations.of("root", x -> sqrt(square(x)));
    Model model =
        Sequential.of(DataShape.sequence(2), LSTM.of(3).activation(root), Dense.of(1))
            .build(RandomSource.of(1));
    model.compile(SGD.of(), MeanSquaredError.of());
    model.debugNumerics(true);
    double[][][] x = {{{1, 2}, {3, 4}}, {{0, 0}, {0, 0}}};
    NonFiniteException e = stopped(model, Dataset.of(x, new double[][] {{1}, {1}}));
    assertThat(e.direction()).isEqualTo(Direction.BACKWARD);
    assertThat(e.place()).containsExactly("lstm", "step 1", "state h");
    assertThat(e.timestep()).hasValue(1);
    assertThat(e.sample()).hasValue(1);
  }

  @Test
  void nobodyLooksUnlessAsked() {
    Model model = exploding();
    assertThatCode(() -> model.fit(DATA, SILENT)).doesNotThrowAnyException();
    assertThat(model.evaluate(DATA).get("loss")).isNaN();
  }

  @Test
  void soundTrainingIsTheSameToRounding() {
    Model plain = TestModels.gru(1);
    Model debugged = TestModels.gru(1);
    debugged.debugNumerics(true);
    plain.fit(TestModels.ramps(12), SILENT.epochs(2));
    debugged.fit(TestModels.ramps(12), SILENT.epochs(2));
    double[] expected = plain.weights().get(0).parameter().value().data;
    double[] actual = debugged.weights().get(0).parameter().value().data;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(COMPOSED));
    }
  }

  @Test
  void updateIsLookedAtToo() {
    Model model = TestModels.line(Dense.of(1).name("dense"));
    model.compile(SGD.of().learningRate(1e308).momentum(0.9), MeanSquaredError.of());
    model.debugNumerics(true);
    Batch batch = TestModels.LINE.batch(0, 1, 2, 3);
    assertThatThrownBy(() -> model.trainOnBatch(batch))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageStartingWith("update by SGD: parameter dense/kernel is");
  }

  @Test
  void penaltyIsAPlace() {
    Model model = TestModels.line(Dense.of(1).kernelRegularizer(L2.of(1e200)));
    model.weights().get(0).parameter().assign(new DMatrixRMaj(new double[][] {{1e100}}));
    model.debugNumerics(true);
    NonFiniteException e =
        catchThrowableOfType(
            NonFiniteException.class, () -> model.trainOnBatch(TestModels.LINE.batch(0)));
    assertThat(e.place()).containsExactly("penalty of dense/kernel");
  }
}
