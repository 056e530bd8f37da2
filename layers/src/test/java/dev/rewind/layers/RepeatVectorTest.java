package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class RepeatVectorTest implements OptionsContract<LayerConfig> {
  private static final DataShape VECTORS = DataShape.vectors(3);
  private static final DMatrixRMaj X = LayerContract.gaussian(2, 3);

  @Override
  public RepeatVector plain() {
    return RepeatVector.of(4);
  }

  @Override
  public RepeatVector changed() {
    return RepeatVector.of(2).name("repeat").trainable(false).dtype("float32");
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "n");
  }

  private Layer layer() {
    return plain().build("layer", VECTORS, RandomSource.of(1));
  }

  @Test
  void everyStepIsTheVector() {
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.ofVectors(tape.constant(X)).withMask(Mask.ofLengths(1, 1, 0));
      Sequence y = layer().call(CallContext.inference(tape), input);
      assertThat(y.shape())
          .isEqualTo(plain().outputShape(VECTORS))
          .isEqualTo(DataShape.sequence(4, 3));
      assertThat(y.mask()).as("ends here").isEmpty();
      for (int row = 0; row < 8; row++) {
        for (int f = 0; f < 3; f++) {
          assertThat(y.values().value().get(row, f)).isEqualTo(X.get(row % 2, f));
        }
      }
    }
  }

  @Test
  void gradientIsRight() {
    GradientCheck.of(
            (tape, x) ->
                layer().call(CallContext.inference(tape), Sequence.ofVectors(x[0])).values())
        .inputs(X)
        .run()
        .requirePassed();
  }

  @Test
  void inputWithTimeIsRefused() {
    DataShape sequence = DataShape.sequence(5, 3);
    String problem =
        ": input (None, 5, 3) has a time axis; expected (batch, features)."
            + " Let the layer before it return its last output only.";
    assertThatThrownBy(() -> plain().outputShape(sequence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RepeatVector" + problem);
    assertThatThrownBy(() -> plain().build("layer", sequence, RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer" + problem);
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(LayerContract.gaussian(10, 3)), 5);
      assertThatThrownBy(() -> layer().call(CallContext.inference(tape), input))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer" + problem);
    }
  }

  @Test
  void numberOfStepsMustBePositive() {
    assertThatThrownBy(() -> RepeatVector.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RepeatVector: n must be positive, got 0.");
  }
}
