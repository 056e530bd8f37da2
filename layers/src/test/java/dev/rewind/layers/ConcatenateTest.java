package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConcatenateTest implements LayerContract {
  private static final Mask OTHER =
      Mask.of(new boolean[][] {{false, false, true, true}, {true, false, true, false}});

  @Override
  public Concatenate plain() {
    return Concatenate.of();
  }

  @Override
  public Concatenate changed() {
    return plain().name("both").trainable(false).dtype("float32").axis(1);
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "axis");
  }

  @Override
  public List<String> weights() {
    return List.of();
  }

  /** That of the only input. */
  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  private static Layer two(Concatenate config, DataShape first, DataShape second) {
    return config.build("layer", List.of(first, second), RandomSource.of(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void featuresStandSideBySide(int axis) {
    DMatrixRMaj a = LayerContract.gaussian(STEPS * BATCH, 3);
    DMatrixRMaj b = LayerContract.gaussian(STEPS * BATCH, 2);
    DataShape first = DataShape.sequence(3);
    DataShape second = DataShape.sequence(STEPS, 2);
    Concatenate config = plain().axis(axis);
    assertThat(config.outputShapes(List.of(first, second)))
        .containsExactly(DataShape.sequence(STEPS, 5));
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs =
          List.of(Sequence.of(tape.constant(a), STEPS), Sequence.of(tape.constant(b), STEPS));
      Sequence y = two(config, first, second).call(CallContext.inference(tape), inputs).get(0);
      assertThat(y.mask()).isEmpty();
      for (int row = 0; row < a.numRows; row++) {
        for (int f = 0; f < 5; f++) {
          assertThat(y.values().value().get(row, f))
              .isEqualTo(f < 3 ? a.get(row, f) : b.get(row, f - 3));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -2})
  void stepsFollowEachOther(int axis) {
    DMatrixRMaj a = LayerContract.gaussian(STEPS * BATCH, 3);
    DMatrixRMaj b = LayerContract.gaussian(2 * BATCH, 3);
    Concatenate config = plain().axis(axis);
    DataShape first = DataShape.sequence(STEPS, 3);
    DataShape second = DataShape.sequence(2, 3);
    assertThat(config.outputShapes(List.of(first, second)))
        .containsExactly(DataShape.sequence(6, 3));
    assertThat(config.outputShapes(List.of(first, DataShape.sequence(3))))
        .containsExactly(DataShape.sequence(3));
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs =
          List.of(
              Sequence.of(tape.constant(a), STEPS, Optional.of(HOLES)),
              Sequence.of(tape.constant(b), 2));
      Sequence y = two(config, first, second).call(CallContext.inference(tape), inputs).get(0);
      assertThat(y.mask()).contains(HOLES.andThen(Mask.ofAll(BATCH, 2)));
      for (int sample = 0; sample < BATCH; sample++) {
        for (int t = 0; t < 6; t++) {
          double expected =
              t < STEPS ? a.get(t * BATCH + sample, 1) : b.get((t - STEPS) * BATCH + sample, 1);
          assertThat(y.values().value().get(t * BATCH + sample, 1)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void stepIsRealIfItIsInOneOfTheInputs() {
    DMatrixRMaj x = input(STEPS * BATCH);
    DataShape shape = DataShape.sequence(3);
    Layer layer = two(plain(), shape, shape);
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence bare = Sequence.of(tape.constant(x), STEPS);
      Sequence holes = bare.withMask(HOLES);
      assertThat(layer.call(context, List.of(holes, bare.withMask(OTHER))).get(0).mask())
          .contains(HOLES.or(OTHER));
      assertThat(layer.call(context, List.of(holes, bare)).get(0).mask())
          .as("without a mask all steps are real")
          .contains(Mask.ofAll(BATCH, STEPS));
      assertThat(layer.call(context, List.of(bare, bare)).get(0).mask()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void gradientsOfTwoInputsAreRight(int axis) {
    DataShape shape = DataShape.sequence(STEPS, 3);
    Layer layer = two(plain().axis(axis), shape, shape);
    GradientCheck.of(
            (tape, x) ->
                layer
                    .call(
                        CallContext.inference(tape),
                        List.of(Sequence.of(x[0], STEPS), Sequence.of(x[1], STEPS)))
                    .get(0)
                    .values())
        .inputs(input(STEPS * BATCH), input(STEPS * BATCH))
        .run()
        .requirePassed();
  }

  @ParameterizedTest
  @CsvSource({"-1,5,3", "1,4,2"})
  void inputsThatDifferElsewhereAreRefused(int axis, int timesteps, int features) {
    List<DataShape> shapes =
        List.of(DataShape.sequence(4, 3), DataShape.sequence(timesteps, features));
    String problem =
        ": inputs (None, 4, 3) and (None, %d, %d) do not fit; expected shapes that differ in axis %d only."
            .formatted(timesteps, features, axis);
    assertThatThrownBy(() -> plain().axis(axis).outputShapes(shapes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Concatenate" + problem);
    assertThatThrownBy(() -> two(plain().axis(axis), shapes.get(0), shapes.get(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer" + problem);
  }

  @Test
  void vectorsAndSequencesAreNotConcatenated() {
    List<DataShape> shapes = List.of(DataShape.vectors(3), DataShape.sequence(4, 3));
    assertThatThrownBy(() -> plain().outputShapes(shapes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Concatenate: inputs (None, 3) and (None, 4, 3) do not fit;");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, -3})
  void axisThatCanNotGrowIsRefused(int axis) {
    assertThatThrownBy(() -> plain().axis(axis).outputShape(DataShape.sequence(4, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Concatenate: axis "
                + axis
                + " is not one of (None, 4, 3) that can grow; expected 1 to 2, or from -1"
                + " backwards.");
  }
}
