package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalMaxPooling1DTest implements PoolingContract {
  @Override
  public GlobalMaxPooling1D plain() {
    return GlobalMaxPooling1D.of();
  }

  @Override
  public GlobalMaxPooling1D changed() {
    return plain().name("max").trainable(false).dtype("float32").keepdims(true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void largestIsOfAllStepsMaskedOrNot(boolean keepdims) {
    DMatrixRMaj x = input(STEPS * BATCH);
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS, Optional.of(HOLES));
      Sequence y = build(plain().keepdims(keepdims)).call(CallContext.inference(tape), input);
      assertThat(y.hasTime()).isEqualTo(keepdims);
      for (int b = 0; b < BATCH; b++) {
        for (int f = 0; f < features(); f++) {
          double largest = Double.NEGATIVE_INFINITY;
          for (int t = 0; t < STEPS; t++) {
            largest = Math.max(largest, x.get(t * BATCH + b, f));
          }
          assertThat(y.values().value().get(b, f)).isEqualTo(largest);
        }
      }
    }
  }

  @Test
  void stepsThatAreLargestTogetherShareTheGradient() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(DMatrixRMaj.wrap(4, 1, new double[] {7, 2, 7, 7}));
      Layer layer = LayerContract.build(plain(), DataShape.sequence(4, 1));
      Sequence y = layer.call(CallContext.inference(tape), Sequence.of(x, 4));
      assertThat(tape.gradients(Ops.sum(y.values())).of(x).data)
          .containsExactly(new double[] {1.0 / 3, 0, 1.0 / 3, 1.0 / 3});
    }
  }

  @Test
  void inputWithoutTimeIsRefused() {
    VectorsRefused.by(plain());
  }
}
