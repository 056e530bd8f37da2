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
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest implements LayerContract {

  @Override
  public Dropout plain() {
    return Dropout.of(0.3);
  }

  @Override
  public Dropout changed() {
    return Dropout.of(0.8)
        .name("drop")
        .trainable(false)
        .dtype("float32")
        .seed(4)
        .noiseShape(List.of(Optional.empty(), Optional.of(1), Optional.of(3)));
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "rate", "seed", "noise_shape");
  }

  @Override
  public List<String> weights() {
    return List.of();
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  /** What training makes of ones: the mask itself. */
  private static double[] maskOfOnes(Dropout config, long seed, int rows, int columns) {
    DMatrixRMaj ones = new DMatrixRMaj(rows, columns);
    ones.fill(1);
    Layer layer = config.build("dropout", DataShape.vectors(columns), RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(seed));
      Sequence input = Sequence.ofVectors(tape.constant(ones));
      return layer.call(context, input).values().value().data.clone();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.9})
  void rateIsTheFractionThatIsDroppedAndTheRestIsScaledUp(double rate) {
    int elements = 20_000;
    double[] mask = maskOfOnes(Dropout.of(rate), 17, 200, 100);
    long dropped = Arrays.stream(mask).filter(m -> m == 0).count();
    double fourDeviations = 4 * Math.sqrt(rate * (1 - rate) / elements);
    assertThat((double) dropped / elements).isCloseTo(rate, within(fourDeviations));
    assertThat(Arrays.stream(mask).filter(m -> m != 0)).containsOnly(1 / (1 - rate));
  }

  @Test
  void neitherRowsNorColumnsShareADraw() {
    double[] mask = maskOfOnes(Dropout.of(0.5), 17, 64, 64);
    for (int i = 0; i < 64; i++) {
      double[] row = Arrays.copyOfRange(mask, i * 64, (i + 1) * 64);
      assertThat(row).contains(0).contains(2);
      double[] column = new double[64];
      for (int j = 0; j < 64; j++) {
        column[j] = mask[j * 64 + i];
      }
      assertThat(column).contains(0).contains(2);
    }
  }

  @Test
  void masksFollowFromTheSeedAlone() {
    double[] first = maskOfOnes(Dropout.of(0.5), 1, 8, 8);
    assertThat(maskOfOnes(Dropout.of(0.5), 1, 8, 8)).containsExactly(first);
    assertThat(maskOfOnes(Dropout.of(0.5), 2, 8, 8)).isNotEqualTo(first);
  }

  @Test
  void everyCallDrawsAnew() {
    DMatrixRMaj x = input(STEPS * BATCH);
    Layer layer = build(Dropout.of(0.5));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(1));
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      assertThat(layer.call(context, input).values().value().data)
          .isNotEqualTo(layer.call(context, input).values().value().data);
    }
  }

  @Test
  void outsideOfTrainingNothingIsDone() {
    Layer layer = build(plain());
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
      assertThat(layer.call(CallContext.inference(tape), input)).isSameAs(input);
    }
  }

  @Test
  void rateZeroDropsNothingAndAsksForNoMask() {
    Layer layer = build(Dropout.of(0));
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
      CallContext context =
          CallContext.training(tape, RandomSource.of(1)).withDropout(DropoutSource.none());
      assertThat(layer.call(context, input)).isSameAs(input);
    }
  }

  @Test
  void recordedMaskMultipliesTheInput() {
    DMatrixRMaj x = input(STEPS * BATCH);
    DMatrixRMaj recorded = RandomSource.of(2).fillUniform(0, 9, x.copy());
    RecordedMask source = new RecordedMask(recorded);
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(1)).withDropout(source);
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      double[] y = build(plain()).call(context, input).values().value().data;
      for (int i = 0; i < y.length; i++) {
        assertThat(y[i]).isEqualTo(x.data[i] * recorded.data[i]);
      }
    }
    assertThat(source.requests)
        .containsExactly(
            new DropoutSource.Request(
                "layer", DropoutSource.Kind.INPUT, 0, new Shape(STEPS * BATCH, 3), 0.3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,4,3", "2,1,0", "1,0,1", "1,1,1", "2,4,1"})
  void axesOfSizeOneShareADraw(String noiseShape) {
    List<Optional<Integer>> sizes =
        Stream.of(noiseShape.split(","))
            .map(Integer::valueOf)
            .map(size -> Optional.of(size).filter(s -> s > 0))
            .toList();
    int samples = sizes.get(0).orElse(BATCH);
    int steps = sizes.get(1).orElse(STEPS);
    int columns = sizes.get(2).orElse(3);
    DMatrixRMaj x = input(STEPS * BATCH);
    DMatrixRMaj recorded = LayerContract.gaussian(samples * steps, columns);
    try (Tape tape = Tape.create()) {
      CallContext context =
          CallContext.training(tape, RandomSource.of(1))
              .withDropout(
                  request -> {
                    assertThat(request.shape()).isEqualTo(Shape.of(recorded));
                    return recorded;
                  });
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      DMatrixRMaj y = build(plain().noiseShape(sizes)).call(context, input).values().value();
      for (int t = 0; t < STEPS; t++) {
        for (int b = 0; b < BATCH; b++) {
          for (int f = 0; f < 3; f++) {
            int row = (steps == 1 ? 0 : t) * samples + (samples == 1 ? 0 : b);
            assertThat(y.get(t * BATCH + b, f))
                .isEqualTo(x.get(t * BATCH + b, f) * recorded.get(row, columns == 1 ? 0 : f));
          }
        }
      }
    }
  }

  @Test
  void noiseShapeThatDoesNotFitIsRefused() {
    Dropout two = plain().noiseShape(List.of(Optional.empty(), Optional.of(1)));
    String axes =
        ": noiseShape (None, 1) has 2 axes; expected one for each axis of the input (None, 4, 3).";
    DataShape shape = DataShape.sequence(STEPS, 3);
    assertThatThrownBy(() -> two.outputShape(shape))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dropout" + axes);
    assertThatThrownBy(() -> build(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer" + axes);
    Layer layer =
        build(plain().noiseShape(List.of(Optional.empty(), Optional.of(3), Optional.empty())));
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
      assertThatThrownBy(() -> layer.call(CallContext.training(tape, RandomSource.of(1)), input))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "layer: noiseShape (None, 3, None) says 3 time steps; expected 1, None or the 4 of"
                  + " the input.");
    }
    assertThatThrownBy(() -> plain().noiseShape(List.of(Optional.of(0), Optional.of(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Dropout: noiseShape must be positive numbers or nothing, got ");
  }

  @Test
  void seedGivesTheLayerAStreamOfItsOwn() {
    Dropout seeded = Dropout.of(0.5).seed(9);
    assertThat(maskOfOnes(seeded, 1, 8, 8)).containsExactly(maskOfOnes(seeded, 2, 8, 8));
    assertThat(maskOfOnes(Dropout.of(0.5).seed(8), 1, 8, 8))
        .isNotEqualTo(maskOfOnes(seeded, 1, 8, 8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.7, Double.NaN})
  void ratesOutOfRangeAreRefusedWhenSet(double rate) {
    assertThatThrownBy(() -> Dropout.of(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dropout: rate must be in [0, 1), got " + rate + ".");
    Shape shape = new Shape(1, 1);
    assertThatThrownBy(
            () -> new DropoutSource.Request("drop", DropoutSource.Kind.INPUT, 0, shape, rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("drop: rate must be in [0, 1), got " + rate + ".");
  }

  @Test
  void callOutsideOfTrainingHasNoMasksToGive() {
    DropoutSource.Request request =
        new DropoutSource.Request("drop", DropoutSource.Kind.RECURRENT, 2, new Shape(1, 1), 0.5);
    try (Tape tape = Tape.create()) {
      assertThatThrownBy(() -> CallContext.inference(tape).dropout().mask(request))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("drop: asked for a dropout mask outside of training.");
    }
  }
}
