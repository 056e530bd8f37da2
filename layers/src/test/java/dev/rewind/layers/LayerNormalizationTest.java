package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.constraints.MaxNorm;
import dev.rewind.layers.constraints.NonNeg;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.initializers.Zeros;
import dev.rewind.layers.regularizers.L1;
import dev.rewind.layers.regularizers.L2;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerNormalizationTest implements LayerContract {
  /** The same sums in another order, divided by deviations that are not small. */
  private static final double ROUNDING = 1e-13;

  @Override
  public LayerNormalization plain() {
    return LayerNormalization.of();
  }

  @Override
  public LayerNormalization changed() {
    return plain()
        .name("norm")
        .trainable(false)
        .dtype("float32")
        .axis(1, 2)
        .epsilon(0.1)
        .center(false)
        .scale(false)
        .rmsScaling(true)
        .gammaInitializer(Constant.of(0.5))
        .gammaRegularizer(L2.of(0.01))
        .gammaConstraint(MaxNorm.of(2))
        .betaInitializer(Constant.of(0.2))
        .betaRegularizer(L1.of(0.02))
        .betaConstraint(NonNeg.of());
  }

  @Override
  public List<String> keys() {
    return List.of(
        "name",
        "trainable",
        "dtype",
        "axis",
        "epsilon",
        "center",
        "scale",
        "rms_scaling",
        "gamma_initializer",
        "gamma_regularizer",
        "gamma_constraint",
        "beta_initializer",
        "beta_regularizer",
        "beta_constraint");
  }

  @Override
  public List<String> weights() {
    return List.of("layer/gamma[1, 3]", "layer/beta[1, 3]");
  }

  @Override
  public boolean startsAtRandom() {
    return false;
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  private static boolean together(LayerNormalization config, int row, int f, int other, int g) {
    boolean overTime = config.axis().contains(1);
    boolean overFeatures = config.axis().contains(2) || config.axis().contains(-1);
    boolean sameSample = row % BATCH == other % BATCH;
    return (overTime ? sameSample : row == other) && (overFeatures || f == g);
  }

  @ParameterizedTest
  @CsvSource({"-1,0,false", "1,2,false", "1,0,false", "-1,0,true", "1,2,true"})
  void everyElementFollowsTheEquation(int axis, int second, boolean rms) {
    LayerNormalization config =
        (second == 0 ? plain().axis(axis) : plain().axis(axis, second)).rmsScaling(rms);
    Layer layer = build(config);
    DMatrixRMaj x = input(STEPS * BATCH);
    DMatrixRMaj gamma = layer.weights().get(0).parameter().value();
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      DMatrixRMaj y = layer.call(CallContext.inference(tape), input).values().value();
      for (int row = 0; row < x.numRows; row++) {
        for (int f = 0; f < 3; f++) {
          double sum = 0;
          double squares = 0;
          int count = 0;
          for (int other = 0; other < x.numRows; other++) {
            for (int g = 0; g < 3; g++) {
              if (together(config, row, f, other, g)) {
                sum += x.get(other, g);
                squares += x.get(other, g) * x.get(other, g);
                count++;
              }
            }
          }
          double mean = sum / count;
          double deviation = Math.sqrt(squares / count - mean * mean + 0.001);
          int step = row / BATCH;
          int place = axis == -1 ? f : second == 2 ? step * 3 + f : step;
          double expected = gamma.get(place) * (x.get(row, f) - (rms ? 0 : mean)) / deviation;
          if (!rms) {
            expected += layer.weights().get(1).parameter().value().get(place);
          }
          assertThat(y.get(row, f)).isCloseTo(expected, within(ROUNDING));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void gradientsOverTimeAreRight(int axes) {
    LayerNormalization config = axes == 1 ? plain().axis(1) : plain().axis(1, 2);
    for (boolean rms : new boolean[] {false, true}) {
      Layer layer = build(config.rmsScaling(rms));
      GradientCheck.of(
              (tape, x) ->
                  layer.call(CallContext.inference(tape), Sequence.of(x[0], STEPS)).values())
          .inputs(input(STEPS * BATCH))
          .parameters(layer.weights().stream().map(Weight::parameter).toList())
          .run()
          .requirePassed();
    }
  }

  @Test
  void weightsHaveTheSizesOfTheAxes() {
    assertThat(build(plain().axis(1, 2)).weights().get(0).parameter())
        .hasToString("layer/gamma[4, 3]");
    assertThat(build(plain().axis(-2)).weights().get(0).shape().sizes()).containsExactly(4);
    assertThat(build(plain().center(false)).weights()).hasSize(1);
    assertThat(build(plain().scale(false)).weights().get(0).parameter())
        .hasToString("layer/beta[1, 3]");
    assertThat(build(plain().scale(false).center(false)).weights()).isEmpty();
    assertThat(build(plain().scale(false).rmsScaling(true)).weights().get(0).parameter())
        .as("is there, as in Keras")
        .hasToString("layer/gamma[1, 3]");
  }

  @Test
  void optionsReachTheirWeights() {
    LayerNormalization config = changed().center(true).rmsScaling(false).scale(true);
    List<Weight> weights =
        config.build("norm", DataShape.sequence(2, 3), RandomSource.of(1)).weights();
    assertThat(weights.get(0).parameter().value().data).containsOnly(0.5);
    assertThat(weights.get(0).regularizer()).contains(L2.of(0.01));
    assertThat(weights.get(0).constraint()).contains(MaxNorm.of(2));
    assertThat(weights.get(1).parameter().value().data).containsOnly(0.2);
    assertThat(weights.get(1).regularizer()).contains(L1.of(0.02));
    assertThat(weights.get(1).constraint()).contains(NonNeg.of());
    assertThat(plain().betaInitializer()).isEqualTo(Zeros.of());
  }

  @Test
  void oneAxisIsANumberOrAListAndIsWrittenAsItWasRead() {
    assertThat(plain().fromConfig(Map.of("axis", -1))).isEqualTo(plain());
    assertThat(plain().getConfig()).containsEntry("axis", -1);
    LayerNormalization listed =
        (LayerNormalization) plain().fromConfig(Map.of("axis", List.of(-1)));
    assertThat(listed.axis()).isEqualTo(plain().axis());
    assertThat(listed.getConfig()).containsEntry("axis", List.of(-1));
    assertThat(listed).hasToString("LayerNormalization(axis=[-1])");
  }

  @Test
  void otherStepsThanTheLayerWasBuiltForAreRefused() {
    Layer layer = build(plain().axis(1, 2));
    try (Tape tape = Tape.create()) {
      Variable x = tape.constant(input(6));
      assertThatThrownBy(() -> layer.call(CallContext.inference(tape), Sequence.of(x, 3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "layer: input (None, 3, 3) has other time steps than the layer was built for;"
                  + " expected (None, 4, 3).");
      Sequence wide = Sequence.of(tape.constant(new DMatrixRMaj(8, 5)), STEPS);
      assertThatThrownBy(() -> layer.call(CallContext.inference(tape), wide))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "layer: input has 5 features but the layer was built for 3."
                  + " Check the layer before it.");
    }
    assertThatThrownBy(
            () -> plain().axis(1).build("norm", DataShape.sequence(3), RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "norm: input (None, None, 3) has any number of time steps; expected a fixed one, since"
                + " the weights have one element for each. Pad all sequences to one length, or"
                + " normalise over axis -1.");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "3,4", "2,1", "1,1", "-4,1", "-1,1"})
  void axesThatTheInputDoesNotHaveAreRefused(int first, int second) {
    assertThatThrownBy(() -> plain().axis(first, second).outputShape(DataShape.sequence(4, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "LayerNormalization: axis [%d, %d] is not in (None, 4, 3); expected axes from 1 to 2,"
                    .formatted(first, second)
                + " or from -1 backwards, in rising order.");
  }

  @Test
  void noAxisAndNegativeEpsilonAreRefused() {
    assertThatThrownBy(() -> plain().fromConfig(Map.of("axis", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LayerNormalization: axis must be at least one axis, got [].");
    assertThatThrownBy(() -> plain().epsilon(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LayerNormalization: epsilon must be finite and at least 0, got -1.0.");
  }

  @Test
  void axisThatIsAnotherOneInTheInputIsRefused() {
    Layer layer =
        LayerNormalization.of().axis(1).build("layer", DataShape.vectors(3), RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence steps = Sequence.of(tape.constant(new DMatrixRMaj(3, 3)), 3);
      assertThatThrownBy(() -> layer.call(context, steps))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "layer: axis [1] of input (None, 3, 3) is another one than that of (None, 3), which"
                  + " the layer was built for. Count axes from -1 backwards.");
    }
  }
}
