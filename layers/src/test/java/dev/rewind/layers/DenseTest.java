package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.options.Option;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.constraints.MaxNorm;
import dev.rewind.layers.constraints.NonNeg;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.initializers.Ones;
import dev.rewind.layers.regularizers.L1;
import dev.rewind.layers.regularizers.L2;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenseTest implements LayerContract {
  private static final int UNITS = 2;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  @Override
  public Dense plain() {
    return Dense.of(UNITS);
  }

  @Override
  public Dense changed() {
    return Dense.of(5)
        .name("scores")
        .trainable(false)
        .dtype("float32")
        .activation(Activations.TANH)
        .useBias(false)
        .kernelInitializer(Constant.of(0.5))
        .kernelRegularizer(L2.of(0.01))
        .kernelConstraint(MaxNorm.of(2))
        .biasInitializer(Ones.of())
        .biasRegularizer(L1.of(0.02))
        .biasConstraint(NonNeg.of())
        .activityRegularizer(L2.of(0.03));
  }

  @Override
  public List<String> keys() {
    return List.of(
        "name",
        "trainable",
        "dtype",
        "units",
        "activation",
        "use_bias",
        "kernel_initializer",
        "kernel_regularizer",
        "kernel_constraint",
        "bias_initializer",
        "bias_regularizer",
        "bias_constraint",
        "activity_regularizer",
        "quantization_config");
  }

  @Override
  public Set<Option<?>> fixed() {
    return Set.of(Dense.QUANTIZATION_CONFIG);
  }

  @Override
  public List<String> weights() {
    return List.of("layer/kernel[3, 2]", "layer/bias[1, 2]");
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  @Override
  public LayerConfig differentiated() {
    return plain().activation(Activations.TANH);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void everyRowFollowsTheEquation(boolean hasTime, boolean useBias) {
    Dense config = plain().activation(Activations.TANH).useBias(useBias);
    Layer layer = LayerContract.build(config, DataShape.vectors(features()));
    DMatrixRMaj x = input(STEPS * BATCH);
    DMatrixRMaj kernel = layer.weights().get(0).parameter().value();
    try (Tape tape = Tape.create()) {
      Sequence input =
          hasTime ? Sequence.of(tape.constant(x), STEPS) : Sequence.ofVectors(tape.constant(x));
      DMatrixRMaj y = layer.call(CallContext.inference(tape), input).values().value();
      for (int row = 0; row < x.numRows; row++) {
        for (int j = 0; j < UNITS; j++) {
          double sum = useBias ? layer.weights().get(1).parameter().value().get(0, j) : 0;
          for (int i = 0; i < features(); i++) {
            sum += x.get(row, i) * kernel.get(i, j);
          }
          assertThat(y.get(row, j)).isCloseTo(Math.tanh(sum), within(ROUNDING));
        }
      }
    }
  }

  @Test
  void optionsReachTheirWeights() {
    Dense config = changed().useBias(true);
    List<Weight> weights =
        config.build("dense", DataShape.vectors(3), RandomSource.of(1)).weights();
    assertThat(weights.get(0).parameter().value().data).containsOnly(0.5);
    assertThat(weights.get(0).regularizer()).contains(L2.of(0.01));
    assertThat(weights.get(0).constraint()).contains(MaxNorm.of(2));
    assertThat(weights.get(1).parameter().value().data).containsOnly(1);
    assertThat(weights.get(1).regularizer()).contains(L1.of(0.02));
    assertThat(weights.get(1).constraint()).contains(NonNeg.of());
    assertThat(config.units()).isEqualTo(5);
  }

  @Test
  void kerasDefaultsAreUsed() {
    List<Weight> weights =
        plain().build("dense", DataShape.vectors(features()), RandomSource.of(1)).weights();
    double limit = Math.sqrt(6.0 / (features() + UNITS)); // Glorot uniform
    for (double w : weights.get(0).parameter().value().data) {
      assertThat(Math.abs(w)).isBetween(1e-6, limit);
    }
    assertThat(weights.get(1).parameter().value().data).containsOnly(0);
    assertThat(weights.get(1).shape().rank()).as("a bias is a vector").isEqualTo(1);
    assertThat(weights).allMatch(w -> w.regularizer().isEmpty() && w.constraint().isEmpty());
    assertThat(plain().activation()).isEqualTo(Activations.LINEAR);
  }

  @Test
  void penaltyOnTheOutputIsPerSampleAndWrittenOnlyIfThereIsOne() {
    assertThat(plain().getConfig()).doesNotContainKey("activity_regularizer");
    Layer layer = build(plain().activityRegularizer(L2.of(0.5)));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
      double squares = 0;
      for (double y : layer.call(context, input).values().value().data) {
        squares += y * y;
      }
      assertThat(context.losses()).hasSize(1);
      assertThat(context.losses().get(0).scalar())
          .isCloseTo(0.5 * squares / BATCH, within(ROUNDING * squares));
    }
  }

  @Test
  void quantizationIsRefused() {
    Map<String, Object> config = new LinkedHashMap<>(plain().getConfig());
    assertThat(config).containsEntry("quantization_config", Optional.empty());
    config.put("quantization_config", "int8");
    assertThatThrownBy(() -> plain().fromConfig(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Dense: quantization_config is int8; expected none, since Rewind does not quantize:"
                + " save the layer from Keras before quantizing it.");
  }

  @Test
  void withoutBiasThereIsOneWeight() {
    Layer layer = build(plain().useBias(false));
    assertThat(layer.weights()).hasSize(1);
    assertThat(layer.weights().get(0).parameter()).hasToString("layer/kernel[3, 2]");
  }

  @Test
  void wrongNumberOfFeaturesIsRefused() {
    Layer layer = build(plain());
    try (Tape tape = Tape.create()) {
      Sequence wide = Sequence.of(tape.constant(new DMatrixRMaj(8, 5)), STEPS);
      assertThatThrownBy(() -> layer.call(CallContext.inference(tape), wide))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage(
              "layer: input has 5 features but the kernel was made for 3 ([3, 2])."
                  + " Check the layer before it.");
    }
  }

  @Test
  void secondInputIsRefused() {
    Layer layer = build(plain());
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence input = Sequence.ofVectors(tape.constant(input(BATCH)));
      assertThat(layer.call(context, List.of(input))).hasSize(1);
      assertThatThrownBy(() -> layer.call(context, List.of(input, input)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer: got 2 inputs; expected 1.");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void unitsOutOfRangeAreRefusedWhenSet(int units) {
    assertThatThrownBy(() -> Dense.of(units))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dense: units must be positive, got " + units + ".");
  }
}
