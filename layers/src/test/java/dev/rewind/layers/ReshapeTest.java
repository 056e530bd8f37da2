package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReshapeTest implements LayerContract {
  @Override
  public Reshape plain() {
    return Reshape.of(-1, 2);
  }

  @Override
  public Reshape changed() {
    return Reshape.of(5).name("other").trainable(false).dtype("float32");
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "target_shape");
  }

  @Override
  public int features() {
    return 6;
  }

  @Override
  public List<String> weights() {
    return List.of();
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.empty();
  }

  @ParameterizedTest
  @CsvSource({"12,2", "2,12", "-1,3", "3,-1", "1,24", "24,1", "24,0", "-1,0"})
  void elementsKeepTheirOrderWithinTheSample(int first, int second) {
    DMatrixRMaj x = input(STEPS * BATCH);
    Reshape config = second == 0 ? Reshape.of(first) : Reshape.of(first, second);
    int elements = STEPS * features();
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      Sequence y = build(config).call(CallContext.inference(tape), input);
      assertThat(y.shape()).isEqualTo(config.outputShape(input.shape()));
      assertThat(y.hasTime()).isEqualTo(second != 0);
      for (int b = 0; b < BATCH; b++) {
        for (int i = 0; i < elements; i++) {
          int t = i / y.features();
          assertThat(y.values().value().get(t * BATCH + b, i % y.features()))
              .isEqualTo(x.get(i / features() * BATCH + b, i % features()));
        }
      }
    }
  }

  @Test
  void whatFollowsFromAnUnknownLengthIsKnownOrRefused() {
    DataShape any = DataShape.sequence(6);
    assertThat(Reshape.of(-1, 3).outputShape(any)).isEqualTo(DataShape.sequence(3));
    assertThat(Reshape.of(4, 3).outputShape(any)).isEqualTo(DataShape.sequence(4, 3));
    assertThat(Reshape.of(12).outputShape(any)).isEqualTo(DataShape.vectors(12));
    String problem =
        ": input (None, None, 6) has any number of time steps; expected a fixed one, since the"
            + " features of targetShape [2, -1] follow from it. Pad all sequences to one length.";
    assertThatThrownBy(() -> Reshape.of(2, -1).outputShape(any))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Reshape" + problem);
    assertThatThrownBy(() -> Reshape.of(2, -1).build("layer", any, RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer" + problem);
  }

  @ParameterizedTest
  @CsvSource({"5,-1", "5,5"})
  void anotherNumberOfElementsIsRefused(int timesteps, int features) {
    Reshape config = Reshape.of(timesteps, features);
    String problem =
        "the 24 elements of a sample of (None, 4, 6) do not fit targetShape [%d, %d]."
            .formatted(timesteps, features);
    assertThatThrownBy(() -> config.outputShape(DataShape.sequence(4, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Reshape: " + problem);
    assertThatThrownBy(() -> build(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer: " + problem);
  }

  @Test
  void numbersOfElementsThatNoMatrixHoldsAreRefused() {
    assertThatThrownBy(() -> Reshape.of(65536, 65536).outputShape(DataShape.vectors(6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Reshape: the 6 elements of a sample of (None, 6) do not fit targetShape"
                + " [65536, 65536].");
    assertThatThrownBy(() -> Reshape.of(1).outputShape(DataShape.sequence(65536, 65536)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Reshape: a sample of (None, 65536, 65536) has 4294967296 elements; expected less than"
                + " 2³¹.");
  }

  @ParameterizedTest
  @CsvSource({"0,2", "-1,-1", "-2,3"})
  void shapesThatASequenceDoesNotHaveAreRefused(int timesteps, int features) {
    String problem =
        "Reshape: targetShape must be [features] or [timesteps, features], positive and at most"
            + " one of them -1, got ";
    assertThatThrownBy(() -> Reshape.of(timesteps, features))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem + List.of(timesteps, features) + ".");
    assertThatThrownBy(() -> plain().fromConfig(Map.of("target_shape", List.of(2, 3, 4))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem + "[2, 3, 4].");
  }
}
