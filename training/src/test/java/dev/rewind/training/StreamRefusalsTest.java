package dev.rewind.training;

import static dev.rewind.training.Streams.model;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.Add;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.GlobalMaxPooling1D;
import dev.rewind.layers.LayerNormalization;
import dev.rewind.layers.RepeatVector;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which models can not stream, and what is said about it. */
class StreamRefusalsTest {
  private static final DataShape FIVE = DataShape.sequence(5);
  private static final String STANDS_ALONE =
      " and does not say that each time step stands alone, so it can not stream; expected recurrent"
          + " layers that go forwards, or layers whose isStepwise() is true. Predict on whole"
          + " sequences, or build the model without it.";

  private static void assertRefused(Model model, String message) {
    assertThatThrownBy(model::stream)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void layersThatGoBackwards() {
    assertRefused(
        model(FIVE, GRU.of(3).goBackwards(true)),
        "gru: goBackwards is true, but a stream has not seen the end of the sequence; expected"
            + " false. Predict on whole sequences, or build the model with goBackwards(false).");
    assertRefused(
        model(FIVE, Bidirectional.of(GRU.of(3)), Dense.of(1)),
        "bidirectional: Bidirectional makes (None, 6) of (None, None, 5)" + STANDS_ALONE);
  }

  @Test
  void layersOverTime() {
    assertRefused(
        model(FIVE, GRU.of(3).returnSequences(true), GlobalMaxPooling1D.of()),
        "global_max_pooling1d: GlobalMaxPooling1D makes (None, 3) of (None, None, 3)"
            + STANDS_ALONE);
    assertRefused(
        model(FIVE, GRU.of(3), RepeatVector.of(4)),
        "repeat_vector: RepeatVector makes (None, 4, 3) of (None, 3)" + STANDS_ALONE);
    assertRefused(
        model(DataShape.sequence(4, 5), LayerNormalization.of().axis(1), GRU.of(2)),
        "layer_normalization: LayerNormalization makes (None, 4, 5) of (None, 4, 5)"
            + STANDS_ALONE);
  }

  @Test
  void modelsWithoutTime() {
    assertRefused(
        model(DataShape.vectors(5), Dense.of(3)),
        "stream: the model's input (None, 5) has no time axis; expected (batch, timesteps,"
            + " features). Predict without a stream.");
  }

  @Test
  void modelsOfSeveralInputsOrOutputs() {
    assertRefused(
        TestGraphs.encoderDecoder(3).build(RandomSource.of(1)),
        "stream: the model has 2 inputs and 1 output; expected one of each. Predict on whole"
            + " sequences, or build a model of the part that shall stream.");
  }

  @Test
  void modelsThatAreNoChain() {
    Input input = Input.of(FIVE);
    List<Tensor> both = input.applyAll(GRU.of(5).returnSequences(true).returnState(true));
    assertRefused(
        Functional.of(input, both.get(1)).build(RandomSource.of(1)),
        "stream: the model's output is fed by output 1 of gru; expected gru alone, since only a"
            + " chain of layers can stream. Predict on whole sequences.");
    assertRefused(
        Functional.of(input, input.apply(Add.of(), both.get(0))).build(RandomSource.of(1)),
        "stream: add is fed by input_layer, gru; expected gru alone, since only a chain of layers"
            + " can stream. Predict on whole sequences.");
  }
}
