package dev.rewind.training;

import static dev.rewind.autograd.ops.Ops.softmax;
import static dev.rewind.training.Streams.assertSameAsWhole;
import static dev.rewind.training.Streams.model;
import static dev.rewind.training.Streams.randomised;
import static dev.rewind.training.Streams.steps;
import static dev.rewind.training.TestModels.ROUNDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.ActivationLayer;
import dev.rewind.layers.ActivityRegularization;
import dev.rewind.layers.BatchNormalization;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.Flatten;
import dev.rewind.layers.GaussianNoise;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerNormalization;
import dev.rewind.layers.Masking;
import dev.rewind.layers.SpatialDropout1D;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.GRUCell;
import dev.rewind.layers.rnn.LSTM;
import dev.rewind.layers.rnn.LSTMCell;
import dev.rewind.layers.rnn.RNN;
import dev.rewind.layers.rnn.SimpleRNN;
import dev.rewind.layers.rnn.StackedRNNCells;
import dev.rewind.layers.rnn.TimeDistributed;
import dev.rewind.training.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After each step a stream gives what the model gives for the whole sequence so far. */
class ModelStreamTest {
  private static final DataShape FIVE = DataShape.sequence(5);

  private static void assertStreams(boolean allocates, LayerConfig... layers) {
    Model model = model(FIVE, layers);
    assertThat(model.stream().allocates()).isEqualTo(allocates);
    assertSameAsWhole(model, steps(5));
  }

  private static void assertStreams(LayerConfig... layers) {
    assertStreams(false, layers);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 13})
  void recurrentLayersOfAnyWidth(int units) {
    assertStreams(GRU.of(units), Dense.of(2));
    assertStreams(GRU.of(units).resetAfter(false), Dense.of(units));
    assertStreams(LSTM.of(units), Dense.of(2));
    assertStreams(SimpleRNN.of(units), Dense.of(2));
  }

  @Test
  void recurrentLayersWithoutBias() {
    assertStreams(GRU.of(3).useBias(false));
    assertStreams(GRU.of(3).useBias(false).resetAfter(false));
    assertStreams(LSTM.of(3).useBias(false));
    assertStreams(SimpleRNN.of(3).useBias(false));
  }

  @Test
  void recurrentLayersOfOtherActivations() {
    for (boolean after : new boolean[] {true, false}) {
      assertStreams(
          GRU.of(6)
              .resetAfter(after)
              .activation(Activations.SOFTSIGN)
              .recurrentActivation(Activations.HARD_SIGMOID));
      assertStreams(GRU.of(6).resetAfter(after).activation(Activations.leakyRelu(0.3)));
    }
    assertStreams(
        LSTM.of(5).activation(Activations.GELU).recurrentActivation(Activations.HARD_SIGMOID));
    assertStreams(SimpleRNN.of(5).activation(Activations.LINEAR));
  }

  @Test
  void recurrentLayersOneOnTheOther() {
    assertStreams(
        GRU.of(7).returnSequences(true),
        LSTM.of(4).returnSequences(true),
        SimpleRNN.of(3).returnSequences(true),
        GRU.of(5).resetAfter(false));
    assertStreams(LSTM.of(4).returnSequences(true), GRU.of(3).returnSequences(true), Dense.of(2));
  }

  @Test
  void everyImplementation() {
    assertStreams(GRU.of(4).implementation(1), Dense.of(1));
    assertStreams(GRU.of(4).recurrentDropout(0.4).dropout(0.3), Dense.of(1));
    assertStreams(RNN.of(GRUCell.of(4)).returnSequences(true), RNN.of(LSTMCell.of(3)));
    Model unrolled = model(DataShape.sequence(3, 5), GRU.of(4).unroll(true));
    StreamSession session = unrolled.stream().open();
    double[][] x = Arrays.copyOf(steps(5), 3);
    double[][] y = Streams.run(session, x, 4);
    assertThat(y[2]).containsExactly(Streams.whole(unrolled, x), within(ROUNDING));
  }

  @Test
  void cellsWithoutKernelsOfTheirOwn() {
    assertStreams(true, GRU.of(4).activation(Activations.SOFTMAX), Dense.of(1));
    assertStreams(
        true,
        RNN.of(StackedRNNCells.of(LSTMCell.of(3), GRUCell.of(2))).returnSequences(true),
        Dense.of(1));
  }

  @Test
  void layersForSingleSteps() {
    assertStreams(
        Dense.of(6).activation(Activations.RELU),
        Dropout.of(0.5),
        SpatialDropout1D.of(0.5),
        GaussianNoise.of(0.5),
        ActivityRegularization.of().l2(0.1),
        GRU.of(4).returnSequences(true),
        TimeDistributed.of(Dense.of(3).useBias(false).activation(Activations.TANH)),
        ActivationLayer.of(Activations.SIGMOID),
        TimeDistributed.of(Dropout.of(0.3)));
  }

  @Test
  void activationsOfWholeRows() {
    for (Activation activation :
        new Activation[] {Activations.SOFTMAX, Activations.LOG_SOFTMAX, Activations.SPARSEMAX}) {
      assertStreams(GRU.of(4), Dense.of(3).activation(activation));
      assertStreams(GRU.of(4).returnSequences(true), ActivationLayer.of(activation));
    }
    Activation own = Activations.of("own", x -> softmax(x));
    assertStreams(true, GRU.of(4), Dense.of(3).activation(own));
    assertStreams(true, GRU.of(4), ActivationLayer.of(own));
  }

  @Test
  void layersThatAreCalled() {
    assertStreams(
        true, BatchNormalization.of(), GRU.of(4).returnSequences(true), LayerNormalization.of());
    assertStreams(true, GRU.of(4), BatchNormalization.of(), Flatten.of(), Dense.of(2));
    assertStreams(
        true, GRU.of(4).returnSequences(true), TimeDistributed.of(LayerNormalization.of()));
  }

  @Test
  void maskedSteps() {
    double[][] x = steps(5);
    for (int step : new int[] {0, 1, 4, 6}) {
      Arrays.fill(x[step], 0);
    }
    for (boolean zero : new boolean[] {false, true}) {
      LSTM sequences = LSTM.of(3).returnSequences(true).zeroOutputForMask(zero);
      LayerConfig[] ends = {
        GRU.of(2).zeroOutputForMask(zero),
        GRU.of(2).returnSequences(true).zeroOutputForMask(zero),
        RNN.of(StackedRNNCells.of(GRUCell.of(2), GRUCell.of(3))).zeroOutputForMask(zero)
      };
      for (LayerConfig end : ends) {
        Model model =
            model(FIVE, Masking.of(), sequences, LayerNormalization.of(), end, Dense.of(2));
        assertThat(model.stream().allocates()).isTrue();
        assertSameAsWhole(model, x);
      }
    }
  }

  @Test
  void maskedStepsLeaveStatesAsTheyWere() {
    StreamSession session = model(FIVE, Masking.of(), LSTM.of(3)).stream().open();
    double[] y = new double[3];
    session.step(steps(5)[0], y);
    double[] before = y.clone();
    double[][] states = {session.states().get(0).data, session.states().get(1).data};
    session.step(new double[5], y);
    assertThat(y).isEqualTo(before);
    assertThat(session.states().get(0).data).isEqualTo(states[0]);
    assertThat(session.states().get(1).data).isEqualTo(states[1]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void numbersOfWords(boolean maskZero) {
    Model model =
        model(
            DataShape.sequence(1),
            Embedding.of(9, 4).maskZero(maskZero),
            GRU.of(5).returnSequences(true),
            TimeDistributed.of(Dense.of(3)),
            GRU.of(2));
    assertThat(model.stream().allocates()).isFalse();
    assertSameAsWhole(model, new double[][] {{0}, {3}, {0}, {8}, {8}, {1}, {0}});
  }

  @Test
  void statefulLayersStartFromZerosAndStayAsTheyAre() {
    Model model = model(FIVE, GRU.of(3).stateful(true), Dense.of(1));
    model.predict(Dataset.of(new double[][][] {steps(5, 8)}, new int[1]));
    double[] carried = model.layers().get(0).carriedStates().get(0).value().orElseThrow().data;
    assertSameAsWhole(model, steps(5));
    assertThat(model.layers().get(0).carriedStates().get(0).value().orElseThrow().data)
        .isEqualTo(carried);
  }

  @Test
  void graphsThatAreChains() {
    Input input = Input.of(FIVE);
    Tensor state = input.applyAll(GRU.of(4).returnState(true)).get(0);
    Functional chain = Functional.of(input, state.apply(Dense.of(2)));
    assertSameAsWhole(randomised(chain.build(RandomSource.of(1))), steps(5));
  }

  @Test
  void predictSaysTheSame() {
    Model model = model(FIVE, GRU.of(6), Dense.of(2).activation(Activations.SOFTMAX));
    ModelStream stream = model.stream();
    double[][] x = steps(5);
    double[][] y = Streams.run(stream.open(), x, stream.outputs());
    double[] whole = model.predict(Dataset.of(new double[][][] {x}, new int[1])).sample(0).data;
    assertThat(y[x.length - 1]).containsExactly(whole, within(ROUNDING));
  }
}
