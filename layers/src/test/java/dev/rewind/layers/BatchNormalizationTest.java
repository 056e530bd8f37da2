package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.constraints.MaxNorm;
import dev.rewind.layers.constraints.NonNeg;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.regularizers.L1;
import dev.rewind.layers.regularizers.L2;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchNormalizationTest implements LayerContract {
  /** The same sums in another order, divided by deviations that are not small. */
  private static final double ROUNDING = 1e-13;

  @Override
  public BatchNormalization plain() {
    return BatchNormalization.of();
  }

  @Override
  public BatchNormalization changed() {
    return plain()
        .name("norm")
        .trainable(false)
        .dtype("float32")
        .axis(2)
        .momentum(0.9)
        .epsilon(0.1)
        .center(false)
        .scale(false)
        .gammaInitializer(Constant.of(0.5))
        .gammaRegularizer(L2.of(0.01))
        .gammaConstraint(MaxNorm.of(2))
        .betaInitializer(Constant.of(0.2))
        .betaRegularizer(L1.of(0.02))
        .betaConstraint(NonNeg.of())
        .movingMeanInitializer(Constant.of(0.3))
        .movingVarianceInitializer(Constant.of(4))
        .synchronize(true)
        .renorm(true)
        .renormClipping(RenormClipping.of().rmax(3).rmin(0.5).dmax(1))
        .renormMomentum(0.8);
  }

  @Override
  public List<String> keys() {
    return List.of(
        "name",
        "trainable",
        "dtype",
        "axis",
        "momentum",
        "epsilon",
        "center",
        "scale",
        "gamma_initializer",
        "gamma_regularizer",
        "gamma_constraint",
        "beta_initializer",
        "beta_regularizer",
        "beta_constraint",
        "moving_mean_initializer",
        "moving_variance_initializer",
        "synchronized",
        "renorm",
        "renorm_clipping",
        "renorm_momentum");
  }

  @Override
  public List<String> weights() {
    return List.of(
        "layer/gamma[1, 3]",
        "layer/beta[1, 3]",
        "layer/moving_mean[1, 3]",
        "layer/moving_variance[1, 3]");
  }

  @Override
  public boolean startsAtRandom() {
    return false;
  }

  @Override
  public boolean isTrained(Weight weight) {
    return !weight.parameter().name().contains("_");
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  private static DMatrixRMaj weight(Layer layer, String name) {
    return layer.weights().stream()
        .map(Weight::parameter)
        .filter(parameter -> parameter.name().equals("layer/" + name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** A built layer whose averages are possible ones. */
  private Layer ready(BatchNormalization config) {
    Layer layer = build(config);
    for (Weight weight : layer.weights()) {
      if (weight.parameter().name().matches(".*(variance|stddev)")) {
        RandomSource random = RandomSource.of(7);
        weight.parameter().update(value -> random.fillUniform(0.5, 2, value));
      }
    }
    return layer;
  }

  /** Mean and variance of a feature over the steps that are real. */
  private static double[] moments(DMatrixRMaj x, int f, boolean masked) {
    double tiny = masked ? 1e-7 : 0; // Keras adds it to the count
    double[] moments = new double[2];
    for (int pass = 0; pass < 2; pass++) {
      double sum = 0;
      int count = 0;
      for (int row = 0; row < x.numRows; row++) {
        if (!masked || HOLES.isValid(row % BATCH, row / BATCH)) {
          double value = x.get(row, f);
          sum += pass == 0 ? value : (value - moments[0]) * (value - moments[0]);
          count++;
        }
      }
      moments[pass] = sum / (count + tiny);
    }
    return moments;
  }

  private DMatrixRMaj call(Layer layer, DMatrixRMaj x, boolean training, boolean masked) {
    try (Tape tape = Tape.create()) {
      Optional<Mask> mask = masked ? Optional.of(HOLES) : Optional.empty();
      Sequence input = Sequence.of(tape.constant(x), STEPS, mask);
      CallContext context =
          training ? CallContext.training(tape, RandomSource.of(1)) : CallContext.inference(tape);
      return layer.call(context, input).values().value().copy();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void trainingNormalisesByTheBatchAndMovesTheAverages(boolean masked) {
    Layer layer = ready(plain().momentum(0.9));
    DMatrixRMaj oldMean = weight(layer, "moving_mean").copy();
    DMatrixRMaj oldVariance = weight(layer, "moving_variance").copy();
    DMatrixRMaj x = input(STEPS * BATCH);
    DMatrixRMaj y = call(layer, x, true, masked);
    for (int f = 0; f < 3; f++) {
      double[] moments = moments(x, f, masked);
      for (int row = 0; row < x.numRows; row++) {
        double normal = (x.get(row, f) - moments[0]) / Math.sqrt(moments[1] + 0.001);
        double expected = weight(layer, "gamma").get(f) * normal + weight(layer, "beta").get(f);
        assertThat(y.get(row, f)).isCloseTo(expected, within(ROUNDING));
      }
      assertThat(weight(layer, "moving_mean").get(f))
          .isCloseTo(0.9 * oldMean.get(f) + 0.1 * moments[0], within(ROUNDING));
      assertThat(weight(layer, "moving_variance").get(f))
          .isCloseTo(0.9 * oldVariance.get(f) + 0.1 * moments[1], within(ROUNDING));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void inferenceAndFrozenLayersUseTheAveragesAndLeaveThem(boolean frozen) {
    Layer layer = ready(plain().trainable(!frozen));
    DMatrixRMaj mean = weight(layer, "moving_mean").copy();
    DMatrixRMaj variance = weight(layer, "moving_variance").copy();
    DMatrixRMaj x = input(STEPS * BATCH);
    DMatrixRMaj y = call(layer, x, frozen, true);
    for (int f = 0; f < 3; f++) {
      for (int row = 0; row < x.numRows; row++) {
        double normal = (x.get(row, f) - mean.get(f)) / Math.sqrt(variance.get(f) + 0.001);
        double expected = weight(layer, "gamma").get(f) * normal + weight(layer, "beta").get(f);
        assertThat(y.get(row, f)).isCloseTo(expected, within(ROUNDING));
      }
    }
    assertThat(weight(layer, "moving_mean").data).containsExactly(mean.data);
    assertThat(weight(layer, "moving_variance").data).containsExactly(variance.data);
  }

  @Test
  void averagesThatMoveOnDoNotChangeAnEarlierCallOnTheTape() {
    Layer layer = ready(plain());
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(input(STEPS * BATCH));
      Sequence input = Sequence.of(x, STEPS);
      double slope =
          weight(layer, "gamma").get(0)
              / Math.sqrt(weight(layer, "moving_variance").get(0) + 0.001);
      Sequence y = layer.call(CallContext.inference(tape), input);
      layer.call(CallContext.training(tape, RandomSource.of(1)), input);
      assertThat(tape.gradients(Ops.sum(y.values())).of(x).get(0, 0))
          .isCloseTo(slope, within(ROUNDING));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void renormalisationLeadsToAveragesOfItsOwn(boolean clipped) {
    RenormClipping clipping = RenormClipping.of().rmin(0.9).rmax(1.1).dmax(0.2);
    BatchNormalization config = plain().renorm(true).momentum(0.9).renormMomentum(0.7);
    Layer layer = ready(clipped ? config.renormClipping(clipping) : config);
    List<DMatrixRMaj> old =
        layer.weights().stream().map(weight -> weight.parameter().value().copy()).toList();
    DMatrixRMaj x = input(STEPS * BATCH);
    DMatrixRMaj y = call(layer, x, true, false);
    for (int f = 0; f < 3; f++) {
      double[] moments = moments(x, f, false);
      double deviation = Math.sqrt(moments[1] + 0.001);
      double r = deviation / old.get(6).get(f);
      double d = (moments[0] - old.get(5).get(f)) / old.get(6).get(f);
      if (clipped) {
        r = Math.max(0.9, Math.min(r, 1.1));
        d = Math.max(-0.2, Math.min(d, 0.2));
      }
      for (int row = 0; row < x.numRows; row++) {
        double normal = (x.get(row, f) - moments[0]) / deviation * r + d;
        assertThat(y.get(row, f))
            .isCloseTo(old.get(0).get(f) * normal + old.get(1).get(f), within(ROUNDING));
      }
      double stddev = 0.9 * old.get(4).get(f) + 0.1 * deviation;
      double[] expected = {
        0.9 * old.get(2).get(f) + 0.1 * moments[0],
        stddev * stddev - 0.001,
        stddev,
        0.7 * old.get(5).get(f) + 0.3 * moments[0],
        0.7 * old.get(6).get(f) + 0.3 * deviation
      };
      for (int i = 0; i < expected.length; i++) {
        assertThat(layer.weights().get(2 + i).parameter().value().get(f))
            .as(layer.weights().get(2 + i).parameter().name())
            .isCloseTo(expected[i], within(ROUNDING));
      }
    }
  }

  @Test
  void renormalisationHasThreeMoreWeights() {
    BatchNormalization config =
        plain().renorm(true).movingVarianceInitializer(Constant.of(4)).scale(false).center(false);
    List<Weight> weights =
        config.build("layer", DataShape.vectors(2), RandomSource.of(1)).weights();
    assertThat(weights.stream().map(weight -> weight.parameter().toString()))
        .containsExactly(
            "layer/moving_mean[1, 2]",
            "layer/moving_variance[1, 2]",
            "layer/moving_stddev[1, 2]",
            "layer/renorm_mean[1, 2]",
            "layer/renorm_stddev[1, 2]");
    assertThat(weights.get(1).parameter().value().data).containsOnly(4);
    assertThat(weights.get(2).parameter().value().data).containsOnly(2);
    assertThat(weights.get(4).parameter().value().data).containsOnly(2);
    assertThat(weights).noneMatch(Weight::trainable);
  }

  @Test
  void optionsReachTheirWeights() {
    List<Weight> weights = build(plain().scale(false)).weights();
    assertThat(weights.get(0).parameter()).hasToString("layer/beta[1, 3]");
    BatchNormalization config = changed().scale(true).center(true).renorm(false);
    weights = config.build("norm", DataShape.sequence(3), RandomSource.of(1)).weights();
    assertThat(weights.get(0).regularizer()).contains(L2.of(0.01));
    assertThat(weights.get(1).constraint()).contains(NonNeg.of());
    assertThat(weights.get(2).parameter().value().data).containsOnly(0.3);
    assertThat(weights.get(3).parameter().value().data).containsOnly(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, -2})
  void otherAxesThanTheFeaturesAreRefused(int axis) {
    String problem =
        ": axis "
            + axis
            + " of (None, 4, 3) can not be normalised here; expected the features, -1"
            + " or 2.";
    assertThatThrownBy(() -> plain().axis(axis).outputShape(DataShape.sequence(4, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("BatchNormalization" + problem);
    assertThatThrownBy(() -> build(plain().axis(axis)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer" + problem);
  }

  @Test
  void inputOfOtherWidthIsRefused() {
    assertThatThrownBy(() -> call(build(plain()), new DMatrixRMaj(8, 5), true, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer: input has 5 features but the layer was built for 3."
                + " Check the layer before it.");
  }
}
