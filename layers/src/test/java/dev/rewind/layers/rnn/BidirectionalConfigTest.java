package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras' configuration of a bidirectional layer, and what is refused. */
class BidirectionalConfigTest {
  private static final DataShape INPUT = DataShape.sequence(4, 3);

  private static Map<String, Object> plain(LayerConfig layer) {
    return Map.of("class_name", layer.className(), "config", layer.getConfig());
  }

  private static Bidirectional read(Map<String, ?> config) {
    return (Bidirectional)
        KerasLayers.REGISTRY.read(Map.of("class_name", "Bidirectional", "config", config));
  }

  private static void assertRefused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void backwardLayerIsMadeFromTheOtherWhereAConfigurationHasNone() {
    GRU gru = GRU.of(2).returnSequences(true);
    Map<String, Object> config = new HashMap<>(Map.of("layer", plain(gru)));
    assertThat(read(config)).isEqualTo(Bidirectional.of(gru));
    config.put("backward_layer", Optional.empty());
    assertThat(read(config)).isEqualTo(Bidirectional.of(gru));
    assertThat(Bidirectional.of(gru)).isNotEqualTo(Bidirectional.of(GRU.of(2)));
  }

  @ParameterizedTest
  @CsvSource({"concat,CONCAT", "sum,SUM", "mul,MUL", "ave,AVE", ",NONE"})
  void mergeModesHaveTheNamesOfKeras(String name, MergeMode mode) {
    Object plain = name == null ? Optional.empty() : name;
    Bidirectional config = Bidirectional.of(GRU.of(2)).mergeMode(mode);
    assertThat(config.getConfig()).containsEntry("merge_mode", plain);
    assertThat(read(Map.of("layer", plain(GRU.of(2)), "merge_mode", plain))).isEqualTo(config);
  }

  @Test
  void wrongMergeModeIsRefused() {
    assertRefused(
        () -> read(Map.of("layer", plain(GRU.of(2)), "merge_mode", "none")),
        "Bidirectional: merge_mode is none; expected one of concat, sum, mul, ave, or nothing.");
  }

  @Test
  void layerOfAUsersOwnIsReadWhereItIsKnown() {
    Bidirectional known = Bidirectional.of(RNN.of(LevelCell.of(2)));
    Bidirectional other = Bidirectional.of(RNN.of(LevelCell.of(3))).name("other");
    assertThat(known.fromConfig(other.getConfig())).isEqualTo(other);
  }

  @Test
  void missingLayerIsRefused() {
    assertRefused(
        () -> read(Map.of("merge_mode", "sum")),
        "Bidirectional: layer is missing; it has no default.");
  }

  @Test
  void layerThatIsNotRecurrentIsRefused() {
    String message =
        "Bidirectional: got a layer Dense; expected a recurrent one, such as GRU, with all options"
            + " of RecurrentOptions.";
    assertRefused(() -> Bidirectional.of(Dense.of(2)), message);
    assertRefused(() -> Bidirectional.of(GRU.of(2)).backwardLayer(Dense.of(2)), message);
  }

  @Test
  void twoLayersOfOneDirectionAreRefused() {
    assertRefused(
        () -> Bidirectional.of(GRU.of(2).goBackwards(true)),
        "Bidirectional: goBackwards is true for both layers; expected that one goes forwards and"
            + " one backwards.");
    assertRefused(
        () -> Bidirectional.of(GRU.of(2)).backwardLayer(GRU.of(2)),
        "Bidirectional: goBackwards is false for both layers; expected that one goes forwards and"
            + " one backwards.");
  }

  @Test
  void layersThatReturnDifferentThingsAreRefused() {
    Bidirectional config = Bidirectional.of(GRU.of(2));
    GRU backward = GRU.of(2).goBackwards(true);
    String rest =
        " is false for the forward layer and true for the backward layer; expected the same.";
    assertRefused(
        () -> config.backwardLayer(backward.returnSequences(true)),
        "Bidirectional: returnSequences" + rest);
    assertRefused(
        () -> config.backwardLayer(backward.returnState(true)),
        "Bidirectional: returnState" + rest);
    assertRefused(
        () -> config.backwardLayer(backward.stateful(true)), "Bidirectional: stateful" + rest);
  }

  @Test
  void layersOfOneNameAreRefused() {
    assertRefused(
        () ->
            Bidirectional.of(GRU.of(2))
                .backwardLayer(GRU.of(2).goBackwards(true).name("forward_gru")),
        "Bidirectional: both layers have the name forward_gru; expected two names. Give the"
            + " backward layer another.");
  }

  @Test
  void unequalUnitsCanOnlyBeConcatenatedOrKeptApart() {
    Bidirectional config = Bidirectional.of(GRU.of(2)).backwardLayer(GRU.of(5).goBackwards(true));
    assertThat(config.outputShape(INPUT)).isEqualTo(DataShape.vectors(7));
    assertThat(config.mergeMode(MergeMode.NONE).outputShapes(List.of(INPUT)))
        .containsExactly(DataShape.vectors(2), DataShape.vectors(5));
    String message =
        "Bidirectional: the forward layer gives (None, 2) and the backward layer (None, 5);"
            + " expected equal shapes for mergeMode SUM. Give both as many units, or use CONCAT.";
    assertRefused(() -> config.mergeMode(MergeMode.SUM).outputShape(INPUT), message);
    assertRefused(
        () -> config.mergeMode(MergeMode.SUM).build("b", INPUT, RandomSource.of(1)), message);
  }

  @Test
  void oneResultIsNotTakenForTwo() {
    Bidirectional config = Bidirectional.of(GRU.of(2)).mergeMode(MergeMode.NONE);
    assertRefused(
        () -> config.outputShape(INPUT),
        "Bidirectional: mergeMode NONE gives the outputs [(None, 2), (None, 2)]; expected one."
            + " Choose another mergeMode, or ask for outputShapes.");
    Layer layer = config.build("both", INPUT, RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(new DMatrixRMaj(8, 3)), 4);
      assertRefused(
          () -> layer.call(CallContext.inference(tape), input),
          "both: mergeMode NONE gives two outputs; expected one. Call it with a list of inputs.");
    }
  }

  @Test
  void statesThatCanNotBeHalvedAreRefused() {
    Layer layer = Bidirectional.of(GRU.of(2)).build("both", INPUT, RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(new DMatrixRMaj(8, 3)), 4);
      Sequence state = Sequence.ofVectors(tape.constant(new DMatrixRMaj(2, 2)));
      assertRefused(
          () -> layer.call(CallContext.inference(tape), List.of(input, state)),
          "both: got 2 inputs; expected a sequence, and after it either no initial state or those"
              + " of the forward layer and as many of the backward layer.");
    }
  }

  @Test
  void vectorsAreRefusedByTheLayerInside() {
    assertRefused(
        () -> Bidirectional.of(GRU.of(2)).build("both", DataShape.vectors(3), RandomSource.of(1)),
        "GRU: input (None, 3) has no time axis; expected (batch, timesteps, features)."
            + " Give it sequences: DataShape.sequence(…), or let the layer before it return them.");
  }
}
