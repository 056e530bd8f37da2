package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpatialDropout1DTest implements LayerContract {

  @Override
  public SpatialDropout1D plain() {
    return SpatialDropout1D.of(0.5);
  }

  @Override
  public SpatialDropout1D changed() {
    return SpatialDropout1D.of(0.8).name("drop").trainable(false).dtype("float32").seed(4);
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "rate", "seed");
  }

  @Override
  public List<String> weights() {
    return List.of();
  }

  @Override
  public boolean takesVectors() {
    return false;
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  @Test
  void allStepsShareTheMask() {
    DMatrixRMaj x = input(STEPS * BATCH);
    DMatrixRMaj recorded = LayerContract.gaussian(BATCH, 3);
    RecordedMask source = new RecordedMask(recorded);
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(1)).withDropout(source);
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      DMatrixRMaj y = build(plain()).call(context, input).values().value();
      for (int row = 0; row < y.numRows; row++) {
        for (int f = 0; f < 3; f++) {
          assertThat(y.get(row, f)).isEqualTo(x.get(row, f) * recorded.get(row % BATCH, f));
        }
      }
      assertThat(build(plain()).call(CallContext.inference(tape), input)).isSameAs(input);
    }
    assertThat(source.requests).hasSize(1);
  }

  @Test
  void configurationIsWrittenAsKerasDoes() {
    assertThat(plain().getConfig())
        .containsOnlyKeys("name", "dtype", "rate", "seed")
        .containsEntry("dtype", "float64");
  }

  @Test
  void seedGivesTheLayerAStreamOfItsOwn() {
    assertThat(masked(1, plain().seed(3))).containsExactly(masked(2, plain().seed(3)));
    assertThat(masked(1, plain())).isNotEqualTo(masked(2, plain()));
  }

  private double[] masked(long contextSeed, SpatialDropout1D config) {
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(LayerContract.gaussian(40, 3)), 2);
      return build(config)
          .call(CallContext.training(tape, RandomSource.of(contextSeed)), input)
          .values()
          .value()
          .data
          .clone();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void ratesOutOfRangeAreRefusedWhenSet(double rate) {
    assertThatThrownBy(() -> SpatialDropout1D.of(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SpatialDropout1D: rate must be in [0, 1), got " + rate + ".");
  }

  @Test
  void inputWithoutTimeIsRefused() {
    VectorsRefused.by(plain());
  }
}
