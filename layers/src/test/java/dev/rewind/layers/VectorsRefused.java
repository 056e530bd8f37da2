package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;

/** What layers of sequences only say to vectors. */
final class VectorsRefused {
  private VectorsRefused() {}

  static void by(LayerConfig config) {
    String problem =
        ": input (None, 3) has no time axis; expected (batch, timesteps, features)."
            + " Give it sequences: DataShape.sequence(…), or let the layer before it return them.";
    DataShape vectors = DataShape.vectors(3);
    assertThatThrownBy(() -> config.outputShape(vectors))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(config.className() + problem);
    assertThatThrownBy(() -> config.build("layer", vectors, RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer" + problem);
    Layer layer = config.build("layer", DataShape.sequence(4, 3), RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.ofVectors(tape.constant(LayerContract.gaussian(2, 3)));
      assertThatThrownBy(() -> layer.call(CallContext.training(tape, RandomSource.of(1)), input))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer" + problem);
    }
  }
}
