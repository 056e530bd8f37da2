package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.matmul;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Options;
import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.ActivityRegularization;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.initializers.GlorotUniform;
import dev.rewind.layers.regularizers.L2;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeDistributedTest implements LayerContract {
  private static final int UNITS = 2;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  private final DMatrixRMaj x = input(STEPS * BATCH);

  /**
   * A layer of a user's own that is not row-wise: a step is told apart from the mean of its batch,
   * which masked samples do not enter. It can not be frozen, and has a penalty.
   *
   * <pre>
   *   y[b] = (x[b] − Σ x[i]·valid[i] / batch) · kernel
   * </pre>
   */
  private record Contrast(Options options) implements LayerConfig, ActivityOptions<Contrast> {
    private static final Options DECLARED = Options.of("Contrast", ACTIVITY_REGULARIZER);

    @Override
    public Contrast with(Options newOptions) {
      return new Contrast(newOptions);
    }

    @Override
    public DataShape outputShape(DataShape input) {
      return input;
    }

    @Override
    public Layer build(String name, DataShape input, RandomSource random) {
      assertThat(input.hasTime()).as("built for one step").isFalse();
      Weight kernel =
          Weight.of(
              name + "/kernel",
              TensorShape.of(input.features(), input.features()),
              GlorotUniform.of(),
              random);
      return new Layer() {
        @Override
        public String name() {
          return name;
        }

        @Override
        public LayerConfig config() {
          return Contrast.this;
        }

        @Override
        public List<Weight> weights() {
          return List.of(kernel);
        }

        @Override
        public Sequence call(CallContext context, Sequence sequence) {
          int batch = sequence.batch();
          DMatrixRMaj centre = new DMatrixRMaj(batch, batch);
          for (int i = 0; i < batch; i++) {
            for (int j = 0; j < batch; j++) {
              boolean counts = sequence.mask().isEmpty() || sequence.mask().get().isValid(j, 0);
              centre.set(i, j, (i == j ? 1 : 0) - (counts ? 1.0 / batch : 0));
            }
          }
          Variable centred = matmul(context.tape().constant(centre), sequence.values());
          Sequence y = sequence.withValues(matmul(centred, context.use(kernel)));
          return penalised(context, y);
        }
      };
    }
  }

  @Override
  public TimeDistributed plain() {
    return TimeDistributed.of(Dense.of(UNITS));
  }

  @Override
  public TimeDistributed changed() {
    return TimeDistributed.of(Dense.of(5).name("scores"))
        .name("steps")
        .trainable(false)
        .dtype("float32")
        .activityRegularizer(L2.of(0.3));
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "activity_regularizer", "layer");
  }

  @Override
  public List<String> weights() {
    return List.of("layer/kernel[3, 2]", "layer/bias[1, 2]");
  }

  @Override
  public boolean takesVectors() {
    return false;
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  @Override
  public LayerConfig differentiated() {
    return TimeDistributed.of(Dense.of(UNITS).activation(Activations.TANH));
  }

  @Test
  void everyStepFollowsTheEquationOfTheLayer() {
    Layer layer = build(plain());
    DMatrixRMaj kernel = layer.weights().get(0).parameter().value();
    DMatrixRMaj bias = layer.weights().get(1).parameter().value();
    DMatrixRMaj y = call(layer, Optional.of(HOLES)).values;
    for (int row = 0; row < x.numRows; row++) {
      for (int j = 0; j < UNITS; j++) {
        double sum = bias.get(0, j);
        for (int i = 0; i < features(); i++) {
          sum += x.get(row, i) * kernel.get(i, j);
        }
        assertThat(y.get(row, j)).isCloseTo(sum, within(ROUNDING));
      }
    }
  }

  private record Result(DMatrixRMaj values, List<Double> losses) {}

  private Result call(Layer layer, Optional<Mask> mask) {
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence y = layer.call(context, Sequence.of(tape.constant(x), STEPS, mask));
      assertThat(y.mask()).isEqualTo(mask);
      return new Result(
          y.values().value().copy(), context.losses().stream().map(Variable::scalar).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void layerThatMixesSamplesSeesOneStepAtATimeAndItsMask(boolean masked) {
    Layer layer = build(TimeDistributed.of(new Contrast(Contrast.DECLARED)));
    DMatrixRMaj kernel = layer.weights().get(0).parameter().value();
    DMatrixRMaj y = call(layer, masked ? Optional.of(HOLES) : Optional.empty()).values;
    for (int t = 0; t < STEPS; t++) {
      for (int b = 0; b < BATCH; b++) {
        for (int j = 0; j < features(); j++) {
          double sum = 0;
          for (int i = 0; i < features(); i++) {
            double mean = 0;
            for (int other = 0; other < BATCH; other++) {
              boolean counts = !masked || HOLES.isValid(other, t);
              mean += counts ? x.get(t * BATCH + other, i) / BATCH : 0;
            }
            sum += (x.get(t * BATCH + b, i) - mean) * kernel.get(i, j);
          }
          assertThat(y.get(t * BATCH + b, j)).isCloseTo(sum, within(ROUNDING));
        }
      }
    }
  }

  @Test
  void everyStepIsDroppedOutForItself() {
    List<DMatrixRMaj> masks = new ArrayList<>();
    Layer layer = build(TimeDistributed.of(Dropout.of(0.5)));
    try (Tape tape = Tape.create()) {
      CallContext random = CallContext.training(tape, RandomSource.of(1));
      CallContext context =
          random.withDropout(
              request -> {
                masks.add(random.dropout().mask(request));
                return masks.get(masks.size() - 1);
              });
      Sequence y = layer.call(context, Sequence.of(tape.constant(x), STEPS));
      assertThat(masks).hasSize(STEPS);
      for (int row = 0; row < x.numRows; row++) {
        for (int j = 0; j < features(); j++) {
          double factor = masks.get(row / BATCH).get(row % BATCH, j);
          assertThat(y.values().value().get(row, j)).isEqualTo(x.get(row, j) * factor);
        }
      }
    }
  }

  /** Keras calls the layer past the place where its output is penalised. */
  @Test
  void onlyThePenaltyOfTheWrapperCounts() {
    LayerConfig inner = new Contrast(Contrast.DECLARED).activityRegularizer(L2.of(10));
    Result result =
        call(build(TimeDistributed.of(inner).activityRegularizer(L2.of(0.1))), Optional.empty());
    double sum = 0;
    for (double value : result.values.data) {
      sum += value * value;
    }
    assertThat(result.losses).hasSize(1);
    assertThat(result.losses.get(0)).isCloseTo(0.1 * sum / BATCH, within(ROUNDING));
  }

  @Test
  void stepOfAMaskedSequenceIsVectorsToo() {
    assertThat(trained(Optional.of(HOLES))).containsExactly(trained(Optional.empty()));
  }

  /** With a mask of dropout that all features share, which only vectors of two axes have. */
  private double[] trained(Optional<Mask> mask) {
    Layer layer =
        build(
            TimeDistributed.of(
                Dropout.of(0.5).noiseShape(List.of(Optional.empty(), Optional.of(1)))));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(4));
      Sequence input = Sequence.of(tape.constant(x), STEPS, mask);
      return layer.call(context, input).values().value().data.clone();
    }
  }

  @Test
  void activityRegularizationCountsStepByStep() {
    LayerConfig inner = ActivityRegularization.of().l2(0.1);
    Result result = call(build(TimeDistributed.of(inner)), Optional.empty());
    double sum = 0;
    for (double value : result.values.data) {
      sum += value * value;
    }
    assertThat(result.losses).hasSize(STEPS);
    assertThat(result.losses.stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(0.1 * sum / BATCH, within(ROUNDING));
  }

  @Test
  void layerOfAUsersOwnIsReadWhereItIsKnown() {
    TimeDistributed known = TimeDistributed.of(new Contrast(Contrast.DECLARED));
    TimeDistributed other =
        TimeDistributed.of(new Contrast(Contrast.DECLARED).activityRegularizer(L2.of(1)));
    assertThat(known.fromConfig(other.getConfig())).isEqualTo(other).isNotEqualTo(known);
    assertThat(KerasLayers.REGISTRY.read(changed().toPlain())).isEqualTo(changed());
  }

  @Test
  void layerThatCanNotBeFrozenIsRefused() {
    LayerConfig frozen = TimeDistributed.of(new Contrast(Contrast.DECLARED)).trainable(false);
    assertThatThrownBy(() -> build(frozen))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer: can not be frozen: Contrast has no option trainable."
                + " Declare LayerOptions.TRAINABLE in the layer.");
  }

  @Test
  void missingLayerIsRefused() {
    assertThatThrownBy(
            () ->
                KerasLayers.REGISTRY.read(
                    Map.of("class_name", "TimeDistributed", "config", Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TimeDistributed: layer is missing; it has no default.");
  }

  @Test
  void layerThatNeedsTimeIsRefused() {
    assertThatThrownBy(() -> build(TimeDistributed.of(GRU.of(2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "GRU: input (None, 3) has no time axis; expected (batch, timesteps, features)."
                + " Give it sequences: DataShape.sequence(…),"
                + " or let the layer before it return them.");
  }

  @Test
  void layerThatMakesSequencesIsRefused() {
    record Repeat(Options options) implements LayerConfig {
      @Override
      public LayerConfig with(Options newOptions) {
        return new Repeat(newOptions);
      }

      @Override
      public DataShape outputShape(DataShape input) {
        return DataShape.sequence(2, input.features());
      }

      @Override
      public Layer build(String name, DataShape input, RandomSource random) {
        throw new AssertionError("built");
      }
    }
    LayerConfig repeat = new Repeat(Options.of("Repeat"));
    assertThatThrownBy(() -> build(TimeDistributed.of(repeat)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer: Repeat makes a sequence (None, 2, 3) of each step; expected vectors."
                + " There is but one time axis.");
  }

  @Test
  void vectorsAreRefused() {
    assertThatThrownBy(() -> plain().outputShape(DataShape.vectors(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "TimeDistributed: input (None, 3) has no time axis; expected (batch, timesteps,"
                + " features). Give it sequences: DataShape.sequence(…),"
                + " or let the layer before it return them.");
  }
}
