package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * What every layer owes that merges inputs element by element.
 *
 * @param <L> the type of the layer
 */
interface MergeContract<L extends LayerConfig & LayerOptions<L>>
    extends OptionsContract<LayerConfig> {
  int BATCH = 2;
  int STEPS = 4;
  DMatrixRMaj A = RandomSource.of(3).fillGaussian(0, 1, new DMatrixRMaj(STEPS * BATCH, 3));
  DMatrixRMaj B = RandomSource.of(4).fillGaussian(0, 1, new DMatrixRMaj(STEPS * BATCH, 3));
  Mask OF_A = Mask.of(new boolean[][] {{false, true, false, true}, {true, true, false, false}});
  Mask OF_B = Mask.of(new boolean[][] {{false, false, true, true}, {true, false, true, false}});

  /** Half an ulp or so of a mean. */
  double ROUNDING = 1e-15;

  @Override
  L plain();

  /** {@return what becomes of two elements; {@code real} and {@code otherReal}: not masked} */
  double expected(double a, double b, boolean real, boolean otherReal, boolean bothHaveMasks);

  private Layer layer() {
    return plain().build("layer", List.of(shape(), shape()), RandomSource.of(1));
  }

  private static DataShape shape() {
    return DataShape.sequence(STEPS, 3);
  }

  private static Sequence sequence(Variable values, Optional<Mask> mask) {
    return Sequence.of(values, STEPS, mask);
  }

  private static boolean isReal(Optional<Mask> mask, int row) {
    return mask.map(m -> m.isValid(row % BATCH, row / BATCH)).orElse(true);
  }

  @Override
  default L changed() {
    return plain().name("merge").trainable(false).dtype("float32");
  }

  @Override
  default List<String> keys() {
    return List.of("name", "trainable", "dtype");
  }

  @Test
  default void everyElementFollowsTheEquationAndTheMasks() {
    for (int masked = 0; masked < 4; masked++) {
      Optional<Mask> first = (masked & 1) == 0 ? Optional.empty() : Optional.of(OF_A);
      Optional<Mask> second = (masked & 2) == 0 ? Optional.empty() : Optional.of(OF_B);
      boolean both = masked == 3;
      try (Tape tape = Tape.create()) {
        List<Sequence> inputs =
            List.of(sequence(tape.constant(A), first), sequence(tape.constant(B), second));
        List<Sequence> results = layer().call(CallContext.inference(tape), inputs);
        assertThat(results).hasSize(1);
        Sequence y = results.get(0);
        assertThat(y.shape()).isEqualTo(plain().outputShapes(List.of(shape(), shape())).get(0));
        assertThat(y.mask()).isEqualTo(both ? Optional.of(OF_A.or(OF_B)) : Optional.empty());
        for (int row = 0; row < A.numRows; row++) {
          for (int f = 0; f < 3; f++) {
            boolean real = isReal(first, row);
            boolean otherReal = isReal(second, row);
            assertThat(y.values().value().get(row, f))
                .isCloseTo(
                    expected(A.get(row, f), B.get(row, f), real, otherReal, both),
                    within(ROUNDING));
          }
        }
      }
    }
  }

  @Test
  default void gradientsAreRight() {
    Layer layer = layer();
    GradientCheck.of(
            (tape, x) ->
                layer
                    .call(
                        CallContext.inference(tape),
                        List.of(
                            sequence(x[0], Optional.of(OF_A)), sequence(x[1], Optional.of(OF_B))))
                    .get(0)
                    .values())
        .inputs(A, B)
        .run()
        .requirePassed();
  }

  @Test
  default void oneOfAnAxisServesAll() {
    DMatrixRMaj column = new DMatrixRMaj(new double[][] {{5}, {-7}});
    List<DataShape> shapes = List.of(shape(), DataShape.vectors(1));
    assertThat(plain().outputShapes(shapes)).containsExactly(shape());
    Layer layer = plain().build("layer", shapes, RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs =
          List.of(
              sequence(tape.constant(A), Optional.empty()),
              Sequence.ofVectors(tape.constant(column)));
      DMatrixRMaj y = layer.call(CallContext.inference(tape), inputs).get(0).values().value();
      for (int row = 0; row < A.numRows; row++) {
        for (int f = 0; f < 3; f++) {
          double expected = expected(A.get(row, f), column.get(row % BATCH), true, true, false);
          assertThat(y.get(row, f)).isCloseTo(expected, within(2 * ROUNDING));
        }
      }
    }
  }

  @Test
  default void vectorsGiveVectors() {
    DataShape vectors = DataShape.vectors(3);
    Layer layer = plain().build("layer", List.of(vectors, vectors), RandomSource.of(1));
    Mask mask = Mask.ofLengths(1, 1, 0, 1, 1, 1, 1, 1, 1);
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs =
          List.of(
              Sequence.ofVectors(tape.constant(A)).withMask(mask),
              Sequence.ofVectors(tape.constant(B)).withMask(mask));
      Sequence y = layer.call(CallContext.inference(tape), inputs).get(0);
      assertThat(y.hasTime()).isFalse();
      assertThat(y.mask()).contains(mask);
      assertThat(y.values().value().get(0, 0))
          .isCloseTo(expected(A.get(0, 0), B.get(0, 0), true, true, true), within(ROUNDING));
    }
  }

  @Test
  default void inputsThatDoNotFitAreRefused() {
    List<DataShape> shapes = List.of(shape(), DataShape.sequence(5, 3));
    String problem =
        ": inputs (None, 4, 3) and (None, 5, 3) do not fit: 4 ≠ 5; expected equal sizes, or 1.";
    assertThatThrownBy(() -> plain().outputShapes(shapes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(plain().className() + problem);
    assertThatThrownBy(() -> plain().build("layer", shapes, RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer" + problem);
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs =
          List.of(
              Sequence.of(tape.constant(A), STEPS),
              Sequence.of(tape.constant(new DMatrixRMaj(12, 3)), STEPS));
      assertThatThrownBy(() -> layer().call(CallContext.inference(tape), inputs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer: inputs have [2, 3] samples; expected as many in each.");
    }
  }

  @Test
  default void noInputsAreRefused() {
    assertThatThrownBy(() -> plain().outputShapes(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(plain().className() + ": got no inputs; expected at least one.");
  }
}
