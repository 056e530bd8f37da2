package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Option;
import dev.rewind.layers.constraints.NonNeg;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.regularizers.L2;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest implements LayerContract {
  private static final int WORDS = 6;
  private static final int SIZE = 3;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  /** Sample 0 reads 4 1 4 0, sample 1 reads 0 5 1 4; repeated ones share a row. */
  private static final double[] NUMBERS = {4, 0, 1, 5, 4, 1, 0, 4};

  @Override
  public Embedding plain() {
    return Embedding.of(WORDS, SIZE);
  }

  @Override
  public Embedding changed() {
    return Embedding.of(9, 2)
        .name("words")
        .trainable(false)
        .dtype("float32")
        .maskZero(true)
        .activityRegularizer(L2.of(0.03))
        .embeddingsInitializer(Constant.of(0.5))
        .embeddingsRegularizer(L2.of(0.01))
        .embeddingsConstraint(NonNeg.of());
  }

  @Override
  public List<String> keys() {
    return List.of(
        "name",
        "trainable",
        "dtype",
        "input_dim",
        "output_dim",
        "embeddings_initializer",
        "embeddings_regularizer",
        "embeddings_constraint",
        "activity_regularizer",
        "mask_zero",
        "quantization_config");
  }

  @Override
  public Set<Option<?>> fixed() {
    return Set.of(Embedding.QUANTIZATION_CONFIG);
  }

  @Override
  public List<String> weights() {
    return List.of("layer/embeddings[6, 3]");
  }

  /** Padded data bring their mask along. Keras' do not: there it would end here. */
  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  @Override
  public int features() {
    return 1;
  }

  @Override
  public boolean inputHasGradient() {
    return false;
  }

  @Override
  public DMatrixRMaj input(int rows) {
    return DMatrixRMaj.wrap(rows, 1, Arrays.copyOf(NUMBERS, rows));
  }

  private Sequence input(Tape tape) {
    return Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
  }

  @Test
  void everyNumberBecomesItsRow() {
    Layer layer = build(plain());
    DMatrixRMaj embeddings = layer.weights().get(0).parameter().value();
    try (Tape tape = Tape.create()) {
      DMatrixRMaj y = layer.call(CallContext.inference(tape), input(tape)).values().value();
      for (int row = 0; row < NUMBERS.length; row++) {
        for (int j = 0; j < SIZE; j++) {
          assertThat(y.get(row, j)).isEqualTo(embeddings.get((int) NUMBERS[row], j));
        }
      }
    }
  }

  @Test
  void gradientsOfRepeatedNumbersAddUp() {
    Layer layer = build(plain());
    Parameter embeddings = layer.weights().get(0).parameter();
    DMatrixRMaj cotangent = LayerContract.gaussian(STEPS * BATCH, SIZE);
    DMatrixRMaj expected = new DMatrixRMaj(WORDS, SIZE);
    for (int row = 0; row < NUMBERS.length; row++) {
      for (int j = 0; j < SIZE; j++) {
        expected.add((int) NUMBERS[row], j, cotangent.get(row, j));
      }
    }
    try (Tape tape = Tape.create()) {
      Variable y = layer.call(CallContext.inference(tape), input(tape)).values();
      Variable loss = sum(mul(y, tape.constant(cotangent)));
      assertThat(tape.gradients(loss).of(embeddings).data)
          .containsExactly(expected.data, within(ROUNDING));
    }
  }

  @Test
  void zeroIsPaddingIfToldSo() {
    Layer layer = build(plain().maskZero(true));
    try (Tape tape = Tape.create()) {
      assertThat(layer.call(CallContext.inference(tape), input(tape)).mask())
          .contains(
              Mask.of(new boolean[][] {{true, true, true, false}, {false, true, true, true}}));
    }
  }

  @Test
  void zeroIsPaddingBesidesThatOfTheDataAndStillLookedUp() {
    Layer layer = build(plain().maskZero(true));
    double[] rowOfZero = {
      layer.weights().get(0).parameter().value().get(0, 0),
      layer.weights().get(0).parameter().value().get(0, 1),
      layer.weights().get(0).parameter().value().get(0, 2)
    };
    try (Tape tape = Tape.create()) {
      Sequence result = layer.call(CallContext.inference(tape), input(tape).withMask(HOLES));
      assertThat(result.mask())
          .contains(
              Mask.of(new boolean[][] {{false, true, false, false}, {false, true, false, false}}));
      assertThat(Arrays.copyOfRange(result.values().value().data, 3, 6)).containsExactly(rowOfZero);
    }
  }

  @Test
  void zeroMasksAVectorToo() {
    Layer layer = LayerContract.build(plain().maskZero(true), DataShape.vectors(1));
    try (Tape tape = Tape.create()) {
      Sequence input =
          Sequence.ofVectors(tape.constant(DMatrixRMaj.wrap(3, 1, new double[] {5, 0, 1})));
      Sequence result = layer.call(CallContext.inference(tape), input);
      assertThat(result.mask()).contains(Mask.of(new boolean[][] {{true}, {false}, {true}}));
      assertThat(result.hasTime()).isFalse();
    }
  }

  @Test
  void penaltyOnTheOutputIsPerSample() {
    assertThat(plain().getConfig()).containsEntry("activity_regularizer", Optional.empty());
    Layer layer = build(plain().activityRegularizer(L2.of(0.5)));
    layer.weights().get(0).parameter().update(value -> value.fill(2));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      layer.call(context, Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS));
      double perElement = 0.5 * 4;
      assertThat(context.losses().get(0).scalar()).isEqualTo(perElement * STEPS * SIZE);
    }
  }

  @Test
  void optionsReachTheWeight() {
    Weight weight =
        changed().build("words", DataShape.sequence(1), RandomSource.of(1)).weights().get(0);
    assertThat(weight.parameter()).hasToString("words/embeddings[9, 2]");
    assertThat(weight.parameter().value().data).containsOnly(0.5);
    assertThat(weight.regularizer()).contains(L2.of(0.01));
    assertThat(weight.constraint()).contains(NonNeg.of());
  }

  @Test
  void embeddingsStartUniformAndSmall() {
    Layer layer = Embedding.of(100, 10).build("words", DataShape.sequence(1), RandomSource.of(1));
    double[] values = layer.weights().get(0).parameter().value().data;
    double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    assertThat(largest).isBetween(0.045, 0.05);
  }

  @ParameterizedTest
  @ValueSource(doubles = {6, -1, 2.5, -0.5, Double.NaN, Double.POSITIVE_INFINITY, 4294967296.0})
  void numbersThatHaveNoRowAreRefused(double number) {
    Layer layer = build(plain());
    try (Tape tape = Tape.create()) {
      Sequence input =
          Sequence.of(
              tape.constant(DMatrixRMaj.wrap(6, 1, new double[] {5, 0, 0, 0, number, number})), 2);
      assertThatThrownBy(() -> layer.call(CallContext.inference(tape), input))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "layer: sample 1, step 1 is "
                  + number
                  + "; expected a whole number in [0, 6)."
                  + " Raise inputDim, or check the vocabulary.");
    }
  }

  @Test
  void numberWithoutARowIsFoundBySampleWhereThereIsNoTime() {
    Layer layer = LayerContract.build(plain(), DataShape.vectors(1));
    try (Tape tape = Tape.create()) {
      Sequence input =
          Sequence.ofVectors(tape.constant(DMatrixRMaj.wrap(3, 1, new double[] {5, 0, 17})));
      assertThatThrownBy(() -> layer.call(CallContext.inference(tape), input))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "layer: sample 2 is 17.0; expected a whole number in [0, 6)."
                  + " Raise inputDim, or check the vocabulary.");
    }
  }

  @Test
  void moreThanOneFeatureIsRefused() {
    DataShape three = DataShape.sequence(5, 3);
    String problem =
        ": input (None, 5, 3) has 3 features; expected 1, the number that is looked up.";
    assertThatThrownBy(() -> plain().outputShape(three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Embedding" + problem);
    assertThatThrownBy(() -> plain().build("words", three, RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("words" + problem);
    try (Tape tape = Tape.create()) {
      Sequence wide = Sequence.of(tape.constant(new DMatrixRMaj(10, 3)), 5);
      assertThatThrownBy(() -> build(plain()).call(CallContext.inference(tape), wide))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer" + problem);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,3,inputDim,0", "-2,3,inputDim,-2", "6,0,outputDim,0"})
  void sizesOutOfRangeAreRefusedWhenSet(int inputDim, int outputDim, String name, int got) {
    assertThatThrownBy(() -> Embedding.of(inputDim, outputDim))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Embedding: " + name + " must be positive, got " + got + ".");
  }
}
