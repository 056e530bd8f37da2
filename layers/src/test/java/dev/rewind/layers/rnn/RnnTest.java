package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.options.Options;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.regularizers.L2;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recurrent layer over a cell that the library does not know. */
class RnnTest implements LayerContract {
  private static final int UNITS = 4;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  private final DMatrixRMaj x = input(STEPS * BATCH);
  private final DMatrixRMaj level0 = LayerContract.gaussian(BATCH, UNITS);
  private final DMatrixRMaj age0 = new DMatrixRMaj(new double[][] {{0.3}, {-0.7}});

  @Override
  public RNN plain() {
    return RNN.of(LevelCell.of(UNITS));
  }

  @Override
  public RNN changed() {
    return ChangedOptions.layer(RNN.of(LevelCell.of(UNITS + 1))).activityRegularizer(L2.of(0.3));
  }

  @Override
  public List<String> keys() {
    return ChangedOptions.join(ChangedOptions.LAYER_KEYS, "cell", "activity_regularizer");
  }

  @Override
  public List<String> weights() {
    return List.of("layer/readout[4, 2]", "layer/kernel[3, 4]");
  }

  @Override
  public boolean takesVectors() {
    return false;
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.empty();
  }

  @Override
  public LayerConfig differentiated() {
    return plain().returnSequences(true);
  }

  private RecurrentLayer layer(RNN config) {
    return (RecurrentLayer) build(config);
  }

  /** The equations of the cell for one sample: its outputs step by step, then its last states. */
  private double[][] byPlainLoops(RecurrentLayer layer, int sample, Mask mask) {
    RNN config = (RNN) layer.config();
    DMatrixRMaj readout = layer.weights().get(0).parameter().value();
    DMatrixRMaj kernel = layer.weights().get(1).parameter().value();
    double[] level = PlainRecurrence.rows(level0)[sample];
    double age = age0.get(sample, 0);
    double[] output = new double[LevelCell.OUTPUTS];
    double[][] results = new double[STEPS + 2][];
    for (int i = 0; i < STEPS; i++) {
      int t = config.goBackwards() ? STEPS - 1 - i : i;
      if (mask.isValid(sample, t)) {
        age = Math.tanh(age) + 1;
        for (int j = 0; j < UNITS; j++) {
          for (int k = 0; k < features(); k++) {
            level[j] += x.get(t * BATCH + sample, k) * kernel.get(k, j);
          }
          level[j] = Math.tanh(level[j]);
        }
        output = new double[] {age, age};
        for (int j = 0; j < UNITS; j++) {
          output[0] += level[j] * readout.get(j, 0);
          output[1] += level[j] * readout.get(j, 1);
        }
        results[i] = output;
      } else {
        results[i] = config.zeroOutputForMask() ? new double[LevelCell.OUTPUTS] : output;
      }
    }
    results[STEPS] = level;
    results[STEPS + 1] = new double[] {age};
    return results;
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void maskedStepsHoldOutputAndBothStates(boolean goBackwards, boolean zeroOutputForMask) {
    RNN config = plain().goBackwards(goBackwards).zeroOutputForMask(zeroOutputForMask);
    for (Mask mask : List.of(HOLES, Mask.ofLengths(STEPS, 0, 3), Mask.ofLengths(STEPS, 4, 4))) {
      RecurrentLayer last = layer(config);
      RecurrentLayer all = layer(config.returnSequences(true));
      try (Tape tape = Tape.create()) {
        RecurrentOutput lastResult = run(tape, last, mask);
        RecurrentOutput allResult = run(tape, all, mask);
        double[][] outputs = PlainRecurrence.rows(allResult.output().values().value());
        for (int b = 0; b < BATCH; b++) {
          double[][] expected = byPlainLoops(all, b, mask);
          for (int i = 0; i < STEPS; i++) {
            close(outputs[i * BATCH + b], expected[i]);
          }
          close(PlainRecurrence.rows(lastResult.output().values().value())[b], expected[STEPS - 1]);
          for (RecurrentOutput result : List.of(lastResult, allResult)) {
            close(PlainRecurrence.rows(result.states().get(0).value())[b], expected[STEPS]);
            close(PlainRecurrence.rows(result.states().get(1).value())[b], expected[STEPS + 1]);
          }
        }
        assertThat(allResult.output().mask()).contains(mask);
        assertThat(lastResult.output().mask()).isEmpty();
        assertThat(lastResult.output().hasTime()).isFalse();
      }
    }
  }

  private static void close(double[] actual, double[] expected) {
    assertThat(actual).containsExactly(expected, within(ROUNDING));
  }

  private RecurrentOutput run(Tape tape, RecurrentLayer layer, Mask mask) {
    return layer.run(
        CallContext.inference(tape),
        Sequence.of(tape.constant(x), STEPS, Optional.of(mask)),
        List.of(tape.constant(level0), tape.constant(age0)));
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true"})
  void gradientsReachInitialStatesAndEveryWeight(boolean goBackwards, boolean zeroOutputForMask) {
    RecurrentLayer layer =
        layer(
            plain()
                .returnSequences(true)
                .goBackwards(goBackwards)
                .zeroOutputForMask(zeroOutputForMask));
    GradientCheck.of(
            (tape, in) -> {
              RecurrentOutput result =
                  layer.run(
                      CallContext.inference(tape),
                      Sequence.of(in[0], STEPS, Optional.of(HOLES)),
                      List.of(in[1], in[2]));
              Variable y = result.output().values();
              return add(sum(mul(y, y)), sum(mul(result.states().get(0), result.states().get(1))));
            })
        .inputs(x, level0, age0)
        .parameters(layer.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  @Test
  void callWithoutStatesStartsFromZeros() {
    Layer layer = build(plain());
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      List<Variable> zeros = ((RecurrentLayer) layer).getInitialState(context, BATCH);
      assertThat(zeros).extracting(v -> v.shape().toString()).containsExactly("[2, 4]", "[2, 1]");
      assertThat(zeros.get(0).value().data).containsOnly(0);
      assertThat(layer.call(context, input).values().value().data)
          .containsExactly(
              ((RecurrentLayer) layer).run(context, input, zeros).output().values().value().data);
    }
  }

  @Test
  void statesFollowTheOutputIfAskedFor() {
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs =
          List.of(
              Sequence.of(tape.constant(x), STEPS, Optional.of(HOLES)),
              Sequence.ofVectors(tape.constant(level0)),
              Sequence.ofVectors(tape.constant(age0)));
      CallContext context = CallContext.inference(tape);
      List<Sequence> results = layer(plain().returnState(true)).call(context, inputs);
      RecurrentOutput direct = run(tape, layer(plain()), HOLES);
      assertThat(results).hasSize(3);
      assertThat(results.get(0).values().value().data)
          .containsExactly(direct.output().values().value().data);
      for (int i = 0; i < 2; i++) {
        assertThat(results.get(1 + i).values().value().data)
            .containsExactly(direct.states().get(i).value().data);
      }
      assertThat(layer(plain()).call(context, inputs)).hasSize(1);
    }
  }

  @Test
  void frozenLayerFreezesItsCellAndAFrozenCellStaysSo() {
    assertThat(build(RNN.of(GRUCell.of(2)).trainable(false)).weights())
        .noneMatch(Weight::trainable);
    assertThat(build(RNN.of(GRUCell.of(2).trainable(false))).weights())
        .noneMatch(Weight::trainable);
    assertThat(build(RNN.of(GRUCell.of(2))).weights()).allMatch(Weight::trainable);
  }

  @Test
  void cellThatCanNotBeFrozenIsRefusedInAFrozenLayer() {
    RNN free = RNN.of(new Restless(Options.of("Restless")));
    assertThat(build(free).weights()).allMatch(Weight::trainable);
    assertThatThrownBy(() -> build(free.trainable(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer: can not be frozen: Restless has no option trainable."
                + " Declare LayerOptions.TRAINABLE in the cell.");
  }

  /** Does not declare that it may be frozen. */
  record Restless(Options options) implements CellConfig {
    @Override
    public CellConfig with(Options newOptions) {
      return new Restless(newOptions);
    }

    @Override
    public List<Integer> stateSizes() {
      return List.of(UNITS, 1);
    }

    @Override
    public int outputSize() {
      return LevelCell.OUTPUTS;
    }

    @Override
    public RNNCell build(String name, int features, RandomSource random) {
      return LevelCell.of(UNITS).build(name, features, random);
    }
  }

  @Test
  void wrongNumberOfFeaturesIsRefused() {
    RecurrentLayer layer = layer(plain());
    try (Tape tape = Tape.create()) {
      Sequence wide = Sequence.of(tape.constant(new DMatrixRMaj(8, 5)), STEPS);
      assertThatThrownBy(() -> layer.call(CallContext.inference(tape), wide))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage(
              "layer: input has 5 features but the layer was built for 3."
                  + " Check the layer before it.");
    }
  }

  @Test
  void featuresAreCountedForACellWithoutWeightsToo() {
    RecurrentLayer layer =
        (RecurrentLayer) build(RNN.of(new LastInput(Options.of("LastInput"), 3)));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Variable right = tape.constant(x);
      assertThat(layer.call(context, Sequence.of(right, STEPS)).values().value().data)
          .containsExactly(Arrays.copyOfRange(x.data, x.data.length - 6, x.data.length));
      Variable wide = tape.constant(new DMatrixRMaj(8, 5));
      assertThatThrownBy(() -> layer.call(context, Sequence.of(wide, STEPS)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage(
              "layer: input has 5 features but the layer was built for 3."
                  + " Check the layer before it.");
    }
  }

  /** Has no weights; gives back what it sees. */
  private record LastInput(Options options, int outputSize) implements CellConfig {
    @Override
    public CellConfig with(Options newOptions) {
      return new LastInput(newOptions, outputSize);
    }

    @Override
    public List<Integer> stateSizes() {
      return List.of(outputSize);
    }

    @Override
    public RNNCell build(String name, int features, RandomSource random) {
      return new Built(name, features);
    }

    private record Built(String name, int outputSize) implements RNNCell {
      @Override
      public List<Integer> stateSizes() {
        return List.of(outputSize);
      }

      @Override
      public List<Weight> weights() {
        return List.of();
      }

      @Override
      public Steps begin(CallContext context, int batch) {
        return (input, states) -> new Step(input, List.of(input));
      }
    }
  }

  @Test
  void wrongStatesAreRefused() {
    RecurrentLayer layer = layer(plain());
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      Variable level = tape.constant(level0);
      assertThatThrownBy(() -> layer.run(context, input, List.of(level)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer: got 1 initial states; expected 2.");
      assertThatThrownBy(() -> layer.run(context, input, List.of(level, level)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage("layer: initial state 1 has shape [2, 4]; expected [2, 1] (batch, units).");
      assertThatThrownBy(() -> layer.call(context, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer: got no input; expected a sequence.");
    }
  }

  @Test
  void inputWithoutTimeIsRefused() {
    String problem =
        ": input (None, 3) has no time axis; expected (batch, timesteps, features)."
            + " Give it sequences: DataShape.sequence(…), or let the layer before it return them.";
    DataShape vectors = DataShape.vectors(3);
    assertThatThrownBy(() -> plain().outputShape(vectors)).hasMessage("RNN" + problem);
    assertThatThrownBy(() -> plain().build("levels", vectors, RandomSource.of(1)))
        .hasMessage("levels" + problem);
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.ofVectors(tape.constant(input(BATCH)));
      assertThatThrownBy(() -> build(plain()).call(CallContext.inference(tape), input))
          .hasMessage("layer" + problem);
    }
  }

  @Test
  void cellMayNotBeMissing() {
    assertThatThrownBy(() -> plain().fromConfig(Map.of("name", "levels")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RNN: cell is missing; it has no default.");
  }

  @Test
  void ownCellIsReadInAStackWithinAStackToo() {
    RNN nested = RNN.of(StackedRNNCells.of(GRUCell.of(2), StackedRNNCells.of(LevelCell.of(UNITS))));
    assertThat(nested.fromConfig(nested.getConfig())).isEqualTo(nested);
  }
}
