package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.rnn.KerasLayers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** An input layer is its shape; of its options Keras has more than make a difference here. */
class InputLayerTest {
  private static final Optional<Integer> ANY = Optional.empty();

  @Test
  void configurationIsThatOfKeras() {
    InputLayer layer = InputLayer.of(DataShape.sequence(8)).name("history");
    assertThat(layer.getConfig())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "batch_shape",
                List.of(ANY, ANY, 8),
                "dtype",
                "float64",
                "sparse",
                false,
                "ragged",
                false,
                "name",
                "history",
                "optional",
                false));
    assertThat(KerasLayers.REGISTRY.read(layer.toPlain())).isEqualTo(layer);
    assertThat(InputLayer.of(DataShape.sequence(8))).isNotEqualTo(layer);
    assertThat(layer).hasToString("InputLayer(batch_shape=[none, none, 8], name=history)");
  }

  @Test
  void everyShapeIsWrittenAndReadBack() {
    for (DataShape shape :
        List.of(DataShape.vectors(3), DataShape.sequence(3), DataShape.sequence(5, 3))) {
      InputLayer layer = InputLayer.of(shape);
      assertThat(layer.shape()).isEqualTo(shape);
      assertThat(layer.fromConfig(layer.getConfig())).isEqualTo(layer);
    }
  }

  @Test
  void batchSizeOfAFileIsKept() {
    InputLayer any = InputLayer.of(DataShape.vectors(1));
    LayerConfig fixed = any.fromConfig(Map.of("batch_shape", List.of(32, 5, 3)));
    assertThat(fixed.outputShapes(List.of())).containsExactly(DataShape.sequence(5, 3));
    assertThat(fixed.getConfig()).containsEntry("batch_shape", List.of(32, 5, 3));
  }

  @Test
  void whatHasNoMeaningHereIsRefused() {
    InputLayer any = InputLayer.of(DataShape.vectors(1));
    for (String key : List.of("sparse", "ragged", "optional")) {
      assertThatThrownBy(() -> any.fromConfig(Map.of("batch_shape", List.of(ANY, 3), key, true)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("InputLayer: " + key + " must be false, got true.");
    }
    for (List<Object> shape :
        List.<List<Object>>of(
            List.of(3), List.of(ANY, ANY), List.of(ANY, 0, 3), List.of(ANY, 2, 2, 3))) {
      assertThatThrownBy(() -> any.fromConfig(Map.of("batch_shape", shape)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "InputLayer: batchShape must be (batch, features) or (batch, timesteps, features)"
                  + " with positive sizes and known features, got "
                  + shape.toString().replace("Optional.empty", "none")
                  + ".");
    }
  }

  @Test
  void dataComeOutAsTheyWentIn() {
    InputLayer config = InputLayer.of(DataShape.sequence(2));
    Layer layer = config.build("in", List.of(), RandomSource.of(1));
    assertThat(config.outputShapes(List.of())).containsExactly(DataShape.sequence(2));
    assertThat(config.outputShape(DataShape.sequence(4, 2))).isEqualTo(DataShape.sequence(4, 2));
    assertThat(layer.weights()).isEmpty();
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence data = Sequence.of(tape.constant(new DMatrixRMaj(4, 2)), 2);
      assertThat(layer.call(context, data)).isSameAs(data);
      Sequence other = Sequence.ofVectors(tape.constant(new DMatrixRMaj(4, 2)));
      assertThatThrownBy(() -> layer.call(context, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("in: data have the shape (None, 2); expected (None, None, 2).");
    }
  }
}
