package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Option;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class FlattenTest implements LayerContract {
  @Override
  public Flatten plain() {
    return Flatten.of();
  }

  @Override
  public Flatten changed() {
    return plain().name("flat").trainable(false).dtype("float32");
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "data_format");
  }

  @Override
  public Set<Option<?>> fixed() {
    return Set.of(Flatten.DATA_FORMAT);
  }

  @Override
  public List<String> weights() {
    return List.of();
  }

  @Override
  public boolean needsLength() {
    return true;
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.empty();
  }

  @Test
  void stepsOfASampleStandOneAfterTheOther() {
    DMatrixRMaj x = input(STEPS * BATCH);
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      DMatrixRMaj y = build(plain()).call(CallContext.inference(tape), input).values().value();
      for (int b = 0; b < BATCH; b++) {
        for (int t = 0; t < STEPS; t++) {
          for (int f = 0; f < 3; f++) {
            assertThat(y.get(b, t * 3 + f)).isEqualTo(x.get(t * BATCH + b, f));
          }
        }
      }
    }
  }

  @Test
  void maskOfVectorsEnds() {
    try (Tape tape = Tape.create()) {
      Sequence input =
          Sequence.ofVectors(tape.constant(input(2))).withMask(Mask.ofLengths(1, 1, 0));
      Layer layer = LayerContract.build(plain(), DataShape.vectors(3));
      assertThat(layer.call(CallContext.inference(tape), input).mask()).isEmpty();
    }
  }

  @Test
  void anyNumberOfStepsIsRefused() {
    DataShape any = DataShape.sequence(3);
    String problem =
        ": input (None, None, 3) has any number of time steps; expected a fixed one, since the"
            + " number of features follows from it. Pad all sequences to one length, or use"
            + " GlobalAveragePooling1D.";
    assertThatThrownBy(() -> plain().outputShape(any))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Flatten" + problem);
    assertThatThrownBy(() -> plain().build("flat", any, RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("flat" + problem);
  }

  /** It has no weights, so that it may be shared. */
  @Test
  void anotherLengthThanTheLayerWasBuiltForIsTaken() {
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(input(6)), 3);
      assertThat(build(plain()).call(CallContext.inference(tape), input).shape())
          .isEqualTo(DataShape.vectors(9));
    }
  }

  @Test
  void moreFeaturesThanThereCanBeAreRefused() {
    assertThatThrownBy(() -> Flatten.of().outputShape(DataShape.sequence(65536, 65537)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Flatten: a sample of (None, 65536, 65537) has 4295032832 elements; expected less than"
                + " 2³¹.");
  }
}
