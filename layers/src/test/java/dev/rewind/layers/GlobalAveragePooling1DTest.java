package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalAveragePooling1DTest implements PoolingContract {
  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  @Override
  public GlobalAveragePooling1D plain() {
    return GlobalAveragePooling1D.of();
  }

  @Override
  public GlobalAveragePooling1D changed() {
    return plain().name("mean").trainable(false).dtype("float32").keepdims(true);
  }

  @Override
  public boolean takesEmptySamples() {
    return false;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void meanIsOverTheStepsThatAreReal(boolean masked) {
    DMatrixRMaj x = input(STEPS * BATCH);
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      Sequence given = masked ? input.withMask(HOLES) : input;
      for (boolean keepdims : new boolean[] {true, false}) {
        Layer layer = build(plain().keepdims(keepdims));
        Sequence y = layer.call(CallContext.inference(tape), given);
        assertThat(y.hasTime()).isEqualTo(keepdims);
        assertThat(y.batch()).isEqualTo(BATCH);
        for (int b = 0; b < BATCH; b++) {
          for (int f = 0; f < features(); f++) {
            double sum = 0;
            int count = 0;
            for (int t = 0; t < STEPS; t++) {
              if (!masked || HOLES.isValid(b, t)) {
                sum += x.get(t * BATCH + b, f);
                count++;
              }
            }
            assertThat(y.values().value().get(b, f)).isCloseTo(sum / count, within(ROUNDING));
          }
        }
      }
    }
  }

  @Test
  void maskedStepsMayHoldAnythingAndGetNoGradient() {
    DMatrixRMaj x = input(STEPS * BATCH);
    x.set(0, 0, Double.NaN); // step 0 of sample 0 is masked
    try (Tape tape = Tape.create()) {
      Variable values = tape.variable(x);
      Sequence input = Sequence.of(values, STEPS, Optional.of(HOLES));
      Sequence y = build(plain()).call(CallContext.inference(tape), input);
      assertThat(y.values().value().get(0, 0)).isFinite();
      DMatrixRMaj dx = tape.gradients(Ops.sum(y.values())).of(values);
      for (int row = 0; row < dx.numRows; row++) {
        boolean valid = HOLES.isValid(row % BATCH, row / BATCH);
        assertThat(dx.get(row, 0)).isEqualTo(valid ? 0.5 : 0);
      }
    }
  }

  @Test
  void sampleWithoutARealStepHasNoMean() {
    try (Tape tape = Tape.create()) {
      Sequence input =
          Sequence.of(tape.constant(input(4)), 2, Optional.of(Mask.ofLengths(2, 0, 2)));
      DMatrixRMaj y = build(plain()).call(CallContext.inference(tape), input).values().value();
      assertThat(y.get(0, 0)).isNaN();
      assertThat(y.get(1, 0)).isFinite();
    }
  }

  @Test
  void otherOrderOfTheAxesIsRefused() {
    assertThatThrownBy(() -> plain().fromConfig(Map.of("data_format", "channels_first")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "GlobalAveragePooling1D: dataFormat must be channels_last, got channels_first.");
  }

  @Test
  void inputWithoutTimeIsRefused() {
    VectorsRefused.by(plain());
  }
}
