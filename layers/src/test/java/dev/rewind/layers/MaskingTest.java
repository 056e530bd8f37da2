package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest implements LayerContract {

  @Override
  public Masking plain() {
    return Masking.of();
  }

  @Override
  public Masking changed() {
    return Masking.of().name("skip").trainable(false).dtype("float32").maskValue(-1);
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "mask_value");
  }

  @Override
  public List<String> weights() {
    return List.of();
  }

  @Override
  public boolean takesVectors() {
    return false;
  }

  /** No step of random numbers is masked, whatever the mask was before. */
  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(Mask.ofLengths(STEPS, STEPS, STEPS));
  }

  /** Two samples of two steps: rows t·batch + b. */
  private static Sequence call(Tape tape, double maskValue, double[][] rows) {
    Sequence input = Sequence.of(tape.constant(new DMatrixRMaj(rows)), 2);
    return Masking.of()
        .maskValue(maskValue)
        .build("masking", input.shape(), RandomSource.of(1))
        .call(CallContext.inference(tape), input);
  }

  private static Mask mask(boolean... stepByStep) {
    return Mask.of(
        new boolean[][] {{stepByStep[0], stepByStep[2]}, {stepByStep[1], stepByStep[3]}});
  }

  @Test
  void stepIsRealIfAnyFeatureDiffers() {
    double[][] rows = {{0, 0, 0}, {0, 0, 1e-300}, {-7, 0, 0}, {-0.0, 0, 0}};
    try (Tape tape = Tape.create()) {
      Sequence result = call(tape, 0, rows);
      assertThat(result.mask()).contains(mask(false, true, true, false));
      assertThat(result.values().value().data)
          .containsExactly(new double[] {0, 0, 0, 0, 0, 1e-300, -7, 0, 0, 0, 0, 0});
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {-1, 9, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void maskedInputsBecomeZeroWhateverMarksThem(double marker) {
    double[][] rows = {{marker, marker}, {marker, 4}, {0, 0}, {marker, marker}};
    try (Tape tape = Tape.create()) {
      Sequence result = call(tape, marker, rows);
      assertThat(result.mask()).contains(mask(false, true, true, false));
      assertThat(result.values().value().data)
          .containsExactly(new double[] {0, 0, marker, 4, 0, 0, 0, 0});
    }
  }

  @Test
  void missingNumberIsNotPadding() {
    double[][] rows = {{Double.NaN, 0}, {0, 0}, {Double.NaN, Double.NaN}, {1, 2}};
    try (Tape tape = Tape.create()) {
      Sequence result = call(tape, 0, rows);
      assertThat(result.mask()).contains(mask(true, false, true, true));
      assertThat(result.values().value().data)
          .containsExactly(new double[] {Double.NaN, 0, 0, 0, Double.NaN, Double.NaN, 1, 2});
    }
  }

  @Test
  void maskedInputsGetNoGradient() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(new DMatrixRMaj(new double[][] {{0, 0}, {3, 0}, {5, 6}, {0, 0}}));
      Sequence result = build(plain()).call(CallContext.inference(tape), Sequence.of(x, 2));
      assertThat(tape.gradients(sum(result.values())).of(x).data)
          .containsExactly(new double[] {0, 0, 1, 1, 1, 1, 0, 0});
    }
  }

  @Test
  void newMaskReplacesTheOldOne() {
    try (Tape tape = Tape.create()) {
      Sequence input =
          Sequence.of(tape.constant(new DMatrixRMaj(new double[][] {{1}, {0}})), 2)
              .withMask(Mask.of(new boolean[][] {{false, true}}));
      Sequence result = build(plain()).call(CallContext.inference(tape), input);
      assertThat(result.mask()).contains(Mask.of(new boolean[][] {{true, false}}));
    }
  }

  @Test
  void valueThatMasksNothingIsRefused() {
    assertThatThrownBy(() -> Masking.of().maskValue(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Masking: maskValue must be a number that steps can equal, got NaN.");
  }

  @Test
  void inputWithoutTimeIsRefused() {
    String problem =
        ": input (None, 3) has no time axis; expected (batch, timesteps, features)."
            + " Give it sequences: DataShape.sequence(…), or let the layer before it return them.";
    DataShape vectors = DataShape.vectors(3);
    assertThatThrownBy(() -> plain().outputShape(vectors))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Masking" + problem);
    assertThatThrownBy(() -> plain().build("masking", vectors, RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("masking" + problem);
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.ofVectors(tape.constant(input(BATCH)));
      assertThatThrownBy(() -> build(plain()).call(CallContext.inference(tape), input))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer" + problem);
    }
  }
}
