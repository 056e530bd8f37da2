package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.GaussianNoise;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.SpatialDropout1D;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of random numbers that layers own can be saved and put back. */
class RandomStreamsTest {
  private static final int STEPS = 3;
  private static final int FEATURES = 8;
  private static final DMatrixRMaj X =
      RandomSource.of(1).fillGaussian(0, 1, new DMatrixRMaj(STEPS * 4, FEATURES));

  /** Layers, and how many streams they own. */
  static Stream<Arguments> layers() {
    Dropout dropout = Dropout.of(0.5).seed(2);
    GRU gru = GRU.of(3).seed(2).dropout(0.4);
    LSTM lstm = LSTM.of(3).seed(3).recurrentDropout(0.4);
    return Stream.of(
        arguments(dropout, 1),
        arguments(SpatialDropout1D.of(0.5).seed(2), 1),
        arguments(GaussianNoise.of(0.5).seed(2), 1),
        arguments(gru, 1),
        arguments(gru.recurrentDropout(0.2).unroll(true), 1),
        arguments(GRU.of(KerasProfile.TF_KERAS_V2, 3).seed(2).dropout(0.4), 2),
        arguments(lstm, 1),
        arguments(SimpleRNN.of(3).seed(2).dropout(0.4), 1),
        arguments(RNN.of(GRUCell.of(3).seed(2).dropout(0.4)), 1),
        arguments(RNN.of(stack()), 2),
        arguments(Bidirectional.of(gru), 2),
        arguments(Bidirectional.of(gru).backwardLayer(lstm.goBackwards(true)), 2),
        arguments(TimeDistributed.of(dropout), 1));
  }

  private static StackedRNNCells stack() {
    return StackedRNNCells.of(
        LSTMCell.of(3).seed(5).dropout(0.4),
        GRUCell.of(3),
        SimpleRNNCell.of(3).seed(2).recurrentDropout(0.5));
  }

  private static List<RandomSource.State> states(List<RandomSource> streams) {
    return streams.stream().map(RandomSource::state).toList();
  }

  private static void restore(List<RandomSource> streams, List<RandomSource.State> states) {
    for (int i = 0; i < streams.size(); i++) {
      streams.get(i).restore(states.get(i));
    }
  }

  private static Layer build(LayerConfig config) {
    return config.build("layer", DataShape.sequence(STEPS, FEATURES), RandomSource.of(4));
  }

  private static double[] train(Layer layer) {
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(6));
      Sequence input = Sequence.of(tape.constant(X), STEPS);
      return layer.call(context, input).values().value().data.clone();
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layerWhoseStreamsAreRestoredDrawsTheSameMasksAgain(LayerConfig config, int streams) {
    Layer layer = build(config);
    assertThat(layer.randomStreams()).hasSize(streams).doesNotHaveDuplicates();
    train(layer);
    List<RandomSource.State> saved = states(layer.randomStreams());
    double[] expected = train(layer);
    assertThat(train(layer)).as("the next call").isNotEqualTo(expected);
    restore(layer.randomStreams(), saved);
    assertThat(train(layer)).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layerOfTheSameDescriptionGoesOnWithTheStatesOfAnother(LayerConfig config, int streams) {
    Layer layer = build(config);
    train(layer);
    Layer other = build(config);
    assertThat(other.randomStreams()).hasSize(streams);
    restore(other.randomStreams(), states(layer.randomStreams()));
    assertThat(train(other)).containsExactly(train(layer));
  }

  @Test
  void streamsOfSeveralLayersStandInTheOrderOfTheLayers() {
    Bidirectional both = Bidirectional.of(GRU.of(2).seed(7));
    LayerConfig other = LSTM.of(2).seed(8).goBackwards(true);
    assertThat(states(build(both.backwardLayer(other)).randomStreams()))
        .containsExactly(RandomSource.of(7).state(), RandomSource.of(8).state());
    assertThat(states(build(RNN.of(stack())).randomStreams()))
        .containsExactly(RandomSource.of(5).state(), RandomSource.of(2).state());
  }

  @Test
  void layerWithoutASeedOwnsNoStream() {
    assertThat(build(GRU.of(2).dropout(0.4)).randomStreams()).isEmpty();
    assertThat(build(Dropout.of(0.4)).randomStreams()).isEmpty();
    assertThat(build(TimeDistributed.of(Dropout.of(0.4))).randomStreams()).isEmpty();
  }

  static Stream<CellConfig> cells() {
    return Stream.of(
        GRUCell.of(3).seed(2).dropout(0.4),
        LSTMCell.of(3).seed(2).recurrentDropout(0.4).dropout(0.2),
        SimpleRNNCell.of(3).seed(2).dropout(0.4));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void cellByHandWhoseStreamIsRestoredDrawsTheSameMasksAgain(CellConfig config) {
    DropoutRNNCell cell = (DropoutRNNCell) config.build("cell", FEATURES, RandomSource.of(4));
    assertThat(cell.randomStreams()).hasSize(1);
    List<RandomSource.State> saved = states(cell.randomStreams());
    double[] expected = step(cell);
    assertThat(step(cell)).isNotEqualTo(expected);
    restore(cell.randomStreams(), saved);
    assertThat(step(cell)).containsExactly(expected);
  }

  private static double[] step(DropoutRNNCell cell) {
    cell.resetDropoutMask();
    cell.resetRecurrentDropoutMask();
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(6));
      Variable x = tape.constant(X);
      DMatrixRMaj state = new DMatrixRMaj(STEPS * 4, 3);
      state.fill(1);
      List<Variable> states = cell.stateSizes().stream().map(size -> tape.constant(state)).toList();
      return cell.call(context, x, states).output().value().data.clone();
    }
  }
}
