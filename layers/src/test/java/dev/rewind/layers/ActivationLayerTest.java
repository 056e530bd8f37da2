package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.layers.activations.Activations;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class ActivationLayerTest implements LayerContract {
  /** What the vector kernels keep to. */
  private static final int ULPS = 4;

  @Override
  public ActivationLayer plain() {
    return ActivationLayer.of(Activations.TANH);
  }

  @Override
  public ActivationLayer changed() {
    return ActivationLayer.of(Activations.SOFTSIGN)
        .name("squash")
        .trainable(false)
        .dtype("float32");
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "activation");
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
  void everyElementIsPutThroughTheFunction() {
    DMatrixRMaj x = input(STEPS * BATCH);
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      double[] y = build(plain()).call(CallContext.inference(tape), input).values().value().data;
      for (int i = 0; i < y.length; i++) {
        double expected = StrictMath.tanh(x.data[i]);
        assertThat(y[i]).isCloseTo(expected, within(ULPS * Math.ulp(expected)));
      }
    }
  }

  @Test
  void classHasTheNameThatKerasGivesIt() {
    assertThat(plain().className()).isEqualTo("Activation");
    assertThat(plain().activation()).isEqualTo(Activations.TANH);
  }
}
