package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianNoiseTest implements LayerContract {

  @Override
  public GaussianNoise plain() {
    return GaussianNoise.of(0.3);
  }

  @Override
  public GaussianNoise changed() {
    return GaussianNoise.of(1).name("noise").trainable(false).dtype("float32").seed(4);
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "stddev", "seed");
  }

  @Override
  public List<String> weights() {
    return List.of();
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  private static double[] noiseOfZeros(GaussianNoise config, long seed, int rows) {
    Layer layer = config.build("noise", DataShape.vectors(10), RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(seed));
      Sequence zeros = Sequence.ofVectors(tape.constant(new DMatrixRMaj(rows, 10)));
      return layer.call(context, zeros).values().value().data.clone();
    }
  }

  @Test
  void noiseHasMeanZeroAndTheDeviation() {
    double[] noise = noiseOfZeros(plain(), 17, 2000);
    double fourDeviations = 4 * 0.3 / Math.sqrt(noise.length);
    assertThat(Arrays.stream(noise).average().orElseThrow()).isCloseTo(0, within(fourDeviations));
    double variance = Arrays.stream(noise).map(e -> e * e).average().orElseThrow();
    assertThat(Math.sqrt(variance)).isCloseTo(0.3, within(fourDeviations));
  }

  @Test
  void noiseOfTheCallIsAdded() {
    DMatrixRMaj x = input(STEPS * BATCH);
    DMatrixRMaj recorded = LayerContract.gaussian(STEPS * BATCH, 3);
    DropoutSource source =
        new DropoutSource() {
          @Override
          public DMatrixRMaj mask(Request request) {
            throw new AssertionError("asked for a mask");
          }

          @Override
          public DMatrixRMaj noise(Noise request) {
            assertThat(request)
                .isEqualTo(new Noise("layer", new Shape(8, 3), 0.3, Optional.empty()));
            return recorded;
          }
        };
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      CallContext context = CallContext.training(tape, RandomSource.of(1)).withDropout(source);
      double[] y = build(plain()).call(context, input).values().value().data;
      for (int i = 0; i < y.length; i++) {
        assertThat(y[i]).isEqualTo(x.data[i] + recorded.data[i]);
      }
    }
  }

  @Test
  void seedGivesTheLayerAStreamOfItsOwn() {
    assertThat(noiseOfZeros(plain().seed(3), 1, 2))
        .containsExactly(noiseOfZeros(plain().seed(3), 2, 2));
    assertThat(noiseOfZeros(plain(), 1, 2)).isNotEqualTo(noiseOfZeros(plain(), 2, 2));
  }

  @Test
  void outsideOfTrainingAndWithoutDeviationNothingIsDone() {
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
      assertThat(build(plain()).call(CallContext.inference(tape), input)).isSameAs(input);
      CallContext training =
          CallContext.training(tape, RandomSource.of(1)).withDropout(DropoutSource.none());
      assertThat(build(GaussianNoise.of(0)).call(training, input)).isSameAs(input);
    }
  }

  @Test
  void sourceOfMasksOnlyRefusesNoise() {
    try (Tape tape = Tape.create()) {
      CallContext context =
          CallContext.training(tape, RandomSource.of(1)).withDropout(request -> new DMatrixRMaj());
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
      assertThatThrownBy(() -> build(plain()).call(context, input))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("layer: asked for noise, but this source gives masks only. Implement noise.");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.7, Double.NaN})
  void deviationsOutOfRangeAreRefusedWhenSet(double stddev) {
    assertThatThrownBy(() -> GaussianNoise.of(stddev))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GaussianNoise: stddev must be in [0, 1], got " + stddev + ".");
  }

  @Test
  void requestForNegativeDeviationIsRefused() {
    Shape shape = new Shape(1, 1);
    assertThatThrownBy(() -> new DropoutSource.Noise("noise", shape, -1, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("noise: deviation must be finite and at least 0, got -1.0.");
  }
}
