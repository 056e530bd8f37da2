package dev.rewind.training;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.training.TestModels.ROUNDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.Add;
import dev.rewind.layers.BatchNormalization;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Concatenate;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.LayerNormalization;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.GRU;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** A shared layer takes inputs of several shapes, wherever it has the same weights for them. */
class SharedLayerTest {
  private static final Input PAIRS = Input.of(DataShape.vectors(2));
  private static final Input TRIPLES = Input.of(DataShape.vectors(3));
  private static final Input THREE_STEPS = Input.of(DataShape.sequence(3, 2));
  private static final Input FIVE_STEPS = Input.of(DataShape.sequence(5, 2));
  private static final Input ANY_STEPS = Input.of(DataShape.sequence(2));

  private static DMatrixRMaj gaussian(long seed, int rows, int columns) {
    return RandomSource.of(seed).fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  /** One layer, applied to two inputs. */
  private static Model shared(SharedLayer layer, Input one, Input other) {
    return Functional.of(List.of(one, other), List.of(one.apply(layer), other.apply(layer)))
        .build(RandomSource.of(1));
  }

  private static Sequence sequence(Input input, Variable values) {
    return input.shape().hasTime()
        ? Sequence.of(values, input.shape().timesteps().orElseThrow())
        : Sequence.ofVectors(values);
  }

  private static double[] values(Sequence sequence) {
    return sequence.values().value().copy().data;
  }

  private static void assertGradients(Model model, Input one, Input other) {
    GradientCheck.of(
            (tape, x) -> {
              List<Sequence> y =
                  model.call(
                      CallContext.inference(tape),
                      List.of(sequence(one, x[0]), sequence(other, x[1])));
              return add(sum(y.get(0).values()), sum(y.get(1).values()));
            })
        .inputs(x(one, 1), x(other, 2))
        .parameters(model.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  /** Two samples. */
  private static DMatrixRMaj x(Input input, long seed) {
    return gaussian(seed, 2 * input.shape().timesteps().orElse(1), input.shape().features());
  }

  @Test
  void denseIsSharedByVectorsAndSequences() {
    SharedLayer dense = SharedLayer.of(Dense.of(2).activation(Activations.TANH));
    Model model = shared(dense, PAIRS, THREE_STEPS);
    assertThat(model.weights()).hasSize(2);
    assertThat(model.outputShapes())
        .containsExactly(DataShape.vectors(2), DataShape.sequence(3, 2));
    DMatrixRMaj kernel = model.weights().get(0).parameter().value();
    DMatrixRMaj vectors = x(PAIRS, 1);
    DMatrixRMaj steps = x(THREE_STEPS, 2);
    try (Tape tape = Tape.create()) {
      List<Sequence> y =
          model.call(
              CallContext.inference(tape),
              List.of(
                  sequence(PAIRS, tape.constant(vectors)),
                  sequence(THREE_STEPS, tape.constant(steps))));
      assertTanhOfProduct(values(y.get(0)), vectors, kernel);
      assertTanhOfProduct(values(y.get(1)), steps, kernel);
    }
    assertGradients(model, PAIRS, THREE_STEPS);
  }

  private static void assertTanhOfProduct(double[] y, DMatrixRMaj x, DMatrixRMaj kernel) {
    for (int row = 0; row < x.numRows; row++) {
      for (int unit = 0; unit < 2; unit++) {
        double z = x.get(row, 0) * kernel.get(0, unit) + x.get(row, 1) * kernel.get(1, unit);
        assertThat(y[row * 2 + unit]).isCloseTo(Math.tanh(z), within(ROUNDING));
      }
    }
  }

  @Test
  void batchNormalizationIsSharedByVectorsAndSequences() {
    Model model = shared(SharedLayer.of(BatchNormalization.of().epsilon(3)), PAIRS, THREE_STEPS);
    assertThat(model.weights()).hasSize(4);
    DMatrixRMaj vectors = x(PAIRS, 1);
    DMatrixRMaj steps = x(THREE_STEPS, 2);
    try (Tape tape = Tape.create()) {
      List<Sequence> y =
          model.call(
              CallContext.inference(tape),
              List.of(
                  sequence(PAIRS, tape.constant(vectors)),
                  sequence(THREE_STEPS, tape.constant(steps))));
      assertHalved(values(y.get(0)), vectors);
      assertHalved(values(y.get(1)), steps);
    }
  }

  /** A variance of 1 and the epsilon of 3 make a deviation of 2. */
  private static void assertHalved(double[] y, DMatrixRMaj x) {
    assertThat(y).hasSize(x.getNumElements());
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i]).isCloseTo(x.get(i) / 2, within(ROUNDING));
    }
  }

  @Test
  void unrolledGruIsSharedByTwoLengths() {
    GRU gru = GRU.of(2).returnSequences(true);
    Model unrolled = shared(SharedLayer.of(gru.unroll(true)), THREE_STEPS, FIVE_STEPS);
    Model fused = shared(SharedLayer.of(gru), THREE_STEPS, FIVE_STEPS);
    assertThat(unrolled.weights()).hasSize(3);
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      List<Sequence> x =
          List.of(
              sequence(THREE_STEPS, tape.constant(x(THREE_STEPS, 1))),
              sequence(FIVE_STEPS, tape.constant(x(FIVE_STEPS, 2))));
      for (int i = 0; i < 2; i++) {
        assertThat(values(unrolled.call(context, x).get(i)))
            .containsExactly(values(fused.call(context, x).get(i)), within(ROUNDING));
      }
    }
    assertGradients(unrolled, THREE_STEPS, FIVE_STEPS);
  }

  @Test
  void layersWithoutWeightsAreSharedByInputsOfAnyWidth() {
    SharedLayer sum = SharedLayer.of(Add.of());
    SharedLayer join = SharedLayer.of(Concatenate.of());
    SharedLayer dropout = SharedLayer.of(Dropout.of(0.5));
    Model model =
        Functional.of(
                List.of(PAIRS, TRIPLES, THREE_STEPS),
                List.of(
                    PAIRS.apply(sum, PAIRS),
                    TRIPLES.apply(sum, TRIPLES, TRIPLES),
                    PAIRS.apply(join, TRIPLES),
                    THREE_STEPS.apply(join, THREE_STEPS),
                    TRIPLES.apply(dropout),
                    THREE_STEPS.apply(dropout)))
            .build(RandomSource.of(1));
    double[] two = {1, 2};
    double[] three = {3, 4, 5};
    double[] steps = {1, 2, 3, 4, 5, 6};
    try (Tape tape = Tape.create()) {
      List<Sequence> x =
          List.of(
              Sequence.ofVectors(tape.constant(new DMatrixRMaj(1, 2, true, two))),
              Sequence.ofVectors(tape.constant(new DMatrixRMaj(1, 3, true, three))),
              Sequence.of(tape.constant(new DMatrixRMaj(3, 2, true, steps)), 3));
      List<Sequence> y = model.call(CallContext.inference(tape), x);
      assertThat(values(y.get(0))).containsExactly(2, 4);
      assertThat(values(y.get(1))).containsExactly(9, 12, 15);
      assertThat(values(y.get(2))).containsExactly(1, 2, 3, 4, 5);
      assertThat(values(y.get(3))).containsExactly(1, 2, 1, 2, 3, 4, 3, 4, 5, 6, 5, 6);
      assertThat(values(y.get(4))).containsExactly(three);
      assertThat(values(y.get(5))).containsExactly(steps);
      List<Sequence> dropped = model.call(CallContext.training(tape, RandomSource.of(3)), x);
      assertEachDroppedOrDoubled(values(dropped.get(4)), three);
      assertEachDroppedOrDoubled(values(dropped.get(5)), steps);
    }
  }

  private static void assertEachDroppedOrDoubled(double[] y, double[] x) {
    assertThat(y).hasSameSizeAs(x);
    for (int i = 0; i < x.length; i++) {
      assertThat(y[i]).isIn(0.0, 2 * x[i]);
    }
  }

  @Test
  void layerThatWouldHaveOtherWeightsIsRefused() {
    assertRefused(
        () -> shared(SharedLayer.of(Dense.of(4).name("shared")), PAIRS, TRIPLES),
        "shared: is shared by inputs of the shapes [(None, 3)] and [(None, 2)], but has weights of"
            + " the shapes [(3, 4), (4,)] for the one and [(2, 4), (4,)] for the other. Give each a"
            + " layer of its own.");
    Input wide = Input.of(DataShape.sequence(5));
    assertRefused(
        () -> shared(SharedLayer.of(GRU.of(1)), ANY_STEPS, wide),
        "gru: is shared by inputs of the shapes [(None, None, 5)] and [(None, None, 2)], but has"
            + " weights of the shapes [(5, 3), (1, 3), (2, 3)] for the one and [(2, 3), (1, 3),"
            + " (2, 3)] for the other. Give each a layer of its own.");
    SharedLayer whole = SharedLayer.of(LayerNormalization.of().axis(1, 2));
    assertRefused(
        () -> shared(whole, FIVE_STEPS, THREE_STEPS),
        "layer_normalization: is shared by inputs of the shapes [(None, 3, 2)] and [(None, 5, 2)],"
            + " but has weights of the shapes [(3, 2), (3, 2)] for the one and [(5, 2), (5, 2)] for"
            + " the other. Give each a layer of its own.");
  }

  @Test
  void whatTheLayerCanNotTakeInOnePlaceIsRefusedThere() {
    SharedLayer unrolled = SharedLayer.of(GRU.of(2).unroll(true));
    assertRefused(
        () -> shared(unrolled, THREE_STEPS, ANY_STEPS),
        "gru: can not be unrolled, since its input (None, None, 2) does not say how many time steps"
            + " there are. Build it for DataShape.sequence(timesteps, features), or turn unroll off.");
    assertRefused(
        () -> shared(SharedLayer.of(GRU.of(2)), THREE_STEPS, PAIRS),
        "GRU: input (None, 2) has no time axis; expected (batch, timesteps, features). Give it"
            + " sequences: DataShape.sequence(…), or let the layer before it return them.");
  }

  @Test
  void nullIsNamed() {
    assertNamed(() -> SharedLayer.of(nothing()), "config");
    assertNamed(() -> Input.of(nothing()), "shape");
    assertNamed(() -> PAIRS.name(nothing()), "name");
    assertNamed(() -> PAIRS.apply((SharedLayer) nothing()), "layer");
    assertNamed(() -> PAIRS.apply((Dense) nothing()), "config");
    assertNamed(() -> Functional.of(nothing(), PAIRS), "input");
    assertNamed(() -> Functional.of(PAIRS, nothing()), "output");
    assertNamed(() -> Functional.of(List.of(PAIRS), nothing()), "outputs");
    assertNamed(() -> new Functional(nothing(), List.of()), "inputs");
    assertNamed(() -> new Functional(List.of(), nothing()), "outputs");
  }

  /** What a caller without a checker of nulls may pass. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  private static void assertNamed(ThrowingCallable call, String argument) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(argument);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
