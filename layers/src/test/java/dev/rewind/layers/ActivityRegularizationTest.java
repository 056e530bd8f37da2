package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityRegularizationTest implements LayerContract {
  @Override
  public ActivityRegularization plain() {
    return ActivityRegularization.of();
  }

  @Override
  public ActivityRegularization changed() {
    return plain().name("quiet").trainable(false).dtype("float32").l1(0.1).l2(0.2);
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "l1", "l2");
  }

  @Override
  public List<String> weights() {
    return List.of();
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  @Test
  void penaltyIsPerSampleAndTheDataGoThrough() {
    DMatrixRMaj x = input(STEPS * BATCH);
    double expected = 0;
    for (double value : x.data) {
      expected += (0.1 * Math.abs(value) + 0.2 * value * value) / BATCH;
    }
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      assertThat(build(changed()).call(context, input)).isSameAs(input);
      assertThat(context.losses()).hasSize(1);
      double rounding = 1e-14; // the same sum in another order
      assertThat(context.losses().get(0).scalar()).isCloseTo(expected, within(rounding));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void factorsOutOfRangeAreRefused(double factor) {
    String problem = " must be finite and at least 0, got " + factor + ".";
    assertThatThrownBy(() -> plain().l1(factor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ActivityRegularization: l1" + problem);
    assertThatThrownBy(() -> plain().l2(factor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ActivityRegularization: l2" + problem);
  }
}
