package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.addScalar;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sqrt;
import static dev.rewind.autograd.ops.Ops.square;
import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rewind.autograd.NonFiniteException;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about the place of a number that is not finite, in layers that know time. */
class DebugNumericsTest {
  private static final int BATCH = 4;
  private static final int STEPS = 7;
  private static final int FEATURES = 2;
  private static final int UNITS = 3;

  /** Its product with itself overflows. */
  private static final double LARGE = 1e200;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-12;

  /** |x|, whose gradient is not finite at 0. */
  private static final Activation ROOT = Activations.of("root", x -> sqrt(square(x)));

  static Stream<Arguments> gates() {
    List<GRU> grus =
        Stream.of(GRU.of(UNITS), GRU.of(UNITS).resetAfter(false))
            .flatMap(gru -> Stream.of(gru.implementation(1), gru.implementation(2)))
            .flatMap(gru -> Stream.of(gru, gru.unroll(true), gru.goBackwards(true)))
            .toList();
    List<LSTM> lstms =
        Stream.of(LSTM.of(UNITS).implementation(1), LSTM.of(UNITS).implementation(2)).toList();
    return Stream.concat(
        grus.stream().flatMap(gru -> gatesOf(gru, "z", "r", "hh")),
        lstms.stream().flatMap(lstm -> gatesOf(lstm, "i", "f", "c", "o")));
  }

  private static Stream<Arguments> gatesOf(LayerConfig config, String... names) {
    return IntStream.range(0, names.length)
        .mapToObj(gate -> arguments(config, gate, "gate " + names[gate]));
  }

  /** All weights 0, but for what the test sets. */
  private static Layer build(LayerConfig config) {
    DataShape shape = DataShape.sequence(STEPS, FEATURES);
    Layer layer = config.build("gru", shape, RandomSource.of(1));
    layer.weights().forEach(weight -> weight.parameter().update(DMatrixRMaj::zero));
    return layer;
  }

  private static void set(Layer layer, int weight, int row, int column, double value) {
    layer.weights().get(weight).parameter().update(w -> w.set(row, column, value));
  }

  /** Ones, but for one element. */
  private static DMatrixRMaj input(int step, int sample, int feature, double value) {
    DMatrixRMaj x = new DMatrixRMaj(STEPS * BATCH, FEATURES);
    x.fill(1);
    x.set(step * BATCH + sample, feature, value);
    return x;
  }

  private static NonFiniteException stopped(
      Layer layer, DMatrixRMaj x, Consumer<List<Sequence>> then) {
    try (Tape tape = Tape.create().debugNumerics()) {
      CallContext context = CallContext.inference(tape);
      List<Sequence> inputs = List.of(Sequence.of(tape.constant(x), STEPS));
      return catchThrowableOfType(
          NonFiniteException.class,
          () -> then.accept(tape.within(layer.name(), () -> layer.call(context, inputs))));
    }
  }

  private static NonFiniteException stopped(Layer layer, DMatrixRMaj x) {
    return stopped(layer, x, results -> {});
  }

  private static NonFiniteException stoppedGoingBack(Layer layer, DMatrixRMaj x) {
    return stopped(
        layer,
        x,
        results -> {
          Variable y = results.get(0).values();
          y.tape().gradients(sum(y));
        });
  }

  @ParameterizedTest
  @MethodSource("gates")
  void productWithTheInputIsFoundInItsStepAndGate(LayerConfig config, int gate, String name) {
    Layer layer = build(config);
    set(layer, 0, 0, gate * UNITS + 2, LARGE);
    NonFiniteException stop = stopped(layer, input(5, 3, 0, LARGE));
    assertThat(stop.place()).containsExactly("gru", "step 5", name, "input");
    assertThat(stop.timestep()).hasValue(5);
    assertThat(stop.sample()).hasValue(3);
    assertThat(stop)
        .hasMessageStartingWith(
            "gru, step 5, " + name + ", input: matmul gave Infinity at [3, 2] going forward; ");
  }

  @ParameterizedTest
  @MethodSource("gates")
  void productWithTheStateIsFoundInItsGate(LayerConfig config, int gate, String name) {
    Layer layer = build(config);
    set(layer, 1, 1, gate * UNITS, LARGE);
    int states = ((RecurrentLayer) layer).cell().stateSizes().size();
    boolean back = ((RecurrentOptions<?>) config).goBackwards();
    try (Tape tape = Tape.create().debugNumerics()) {
      DMatrixRMaj h = new DMatrixRMaj(BATCH, UNITS);
      h.set(2, 1, LARGE);
      List<Variable> initial = Stream.generate(() -> tape.constant(h)).limit(states).toList();
      Sequence x = Sequence.of(tape.constant(input(0, 0, 0, 1)), STEPS);
      NonFiniteException stop =
          catchThrowableOfType(
              NonFiniteException.class,
              () -> ((RecurrentLayer) layer).run(CallContext.inference(tape), x, initial));
      assertThat(stop.place()).containsExactly("step " + (back ? STEPS - 1 : 0), name, "recurrent");
      assertThat(stop.sample()).hasValue(2);
      assertThat(stop).hasMessageContaining(": matmul gave Infinity at [2, 0] going forward; ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void activationIsFoundInItsGate(int implementation) {
    GRU gru = GRU.of(UNITS).implementation(implementation);
    Layer layer = build(gru.recurrentActivation(Activations.EXPONENTIAL));
    set(layer, 0, 0, UNITS + 1, 1);
    assertThat(stopped(layer, input(4, 1, 0, 1000)))
        .hasMessage(
            "gru, step 4, gate r: exp gave Infinity at [1, 1] going forward; expected finite"
                + " numbers. Lower the learning rate, clip gradients, or check the data.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void gradientThatIsNotFiniteIsFoundInItsStepAndGate(int implementation) {
    GRU gru = GRU.of(UNITS).implementation(implementation);
    Layer layer = build(gru.activation(ROOT).returnSequences(true));
    for (int unit = 0; unit < UNITS; unit++) {
      set(layer, 0, 1, 2 * UNITS + unit, 1);
    }
    NonFiniteException stop = stoppedGoingBack(layer, input(2, 3, 1, 0));
    assertThat(stop)
        .hasMessageStartingWith(
            "gru, step 2, gate hh: the gradient of sqrt by its input 0 (output of square) is"
                + " Infinity at [3, 0]; ");
    assertThat(stop.direction()).isEqualTo(NonFiniteException.Direction.BACKWARD);
  }

  @Test
  void gradientOfAKernelIsNamedAfterIt() {
    Layer layer = build(SimpleRNN.of(UNITS).activation(Activations.LINEAR));
    try (Tape tape = Tape.create().debugNumerics()) {
      Sequence x = Sequence.of(tape.constant(input(6, 0, 1, LARGE)), STEPS);
      Variable y = layer.call(CallContext.inference(tape), x).values();
      DMatrixRMaj factor = new DMatrixRMaj(BATCH, UNITS);
      factor.set(0, 2, LARGE);
      Variable loss = sum(mul(y, tape.constant(factor)));
      NonFiniteException stop =
          catchThrowableOfType(NonFiniteException.class, () -> tape.gradients(loss));
      assertThat(stop)
          .hasMessageStartingWith(
              "step 6, input: the gradient of matmul by its input 1 (gru/kernel) is Infinity at"
                  + " [1, 2]; ");
      assertThat(stop.timestep()).hasValue(6);
      assertThat(stop.sample()).isEmpty();
    }
  }

  /** Twice as large as what a gate gives overflows. */
  private static NonFiniteException stoppedFrom(Layer layer, DMatrixRMaj... states) {
    try (Tape tape = Tape.create().debugNumerics()) {
      List<Variable> initial = Stream.of(states).map(tape::constant).toList();
      Sequence x = Sequence.of(tape.constant(input(0, 0, 0, 1)), STEPS);
      return catchThrowableOfType(
          NonFiniteException.class,
          () -> ((RecurrentLayer) layer).run(CallContext.inference(tape), x, initial));
    }
  }

  /** Zeros, but for one sample. */
  private static DMatrixRMaj state(double value) {
    DMatrixRMaj h = new DMatrixRMaj(BATCH, UNITS);
    h.set(2, 1, value);
    return h;
  }

  @Test
  void stateOfAGruIsFound() {
    Layer layer =
        build(GRU.of(UNITS).activation(Activations.of("drop", x -> addScalar(x, -1e308))));
    NonFiniteException stop = stoppedFrom(layer, state(1.5e308));
    assertThat(stop)
        .hasMessageStartingWith("step 0, state h: sub gave Infinity at [2, 1] going forward; ");
    assertThat(stop.sample()).hasValue(2);
  }

  @Test
  void carryStateOfAnLstmIsFound() {
    LSTM lstm = LSTM.of(UNITS).recurrentActivation(Activations.of("four", x -> addScalar(x, 4)));
    assertThat(stoppedFrom(build(lstm), state(0), state(1e308)))
        .hasMessageStartingWith("step 0, state c: mul gave Infinity at [2, 1] going forward; ");
  }

  @Test
  void stateOfAnLstmIsFound() {
    LSTM lstm = LSTM.of(UNITS).activation(Activations.EXPONENTIAL);
    assertThat(stoppedFrom(build(lstm), state(0), state(3000)))
        .hasMessageStartingWith("step 0, state h: exp gave Infinity at [2, 1] going forward; ");
  }

  @Test
  void productsAndStateOfASimpleRnnAreToldApart() {
    Layer layer = build(SimpleRNN.of(UNITS).activation(Activations.EXPONENTIAL));
    set(layer, 1, 1, 0, LARGE);
    assertThat(stoppedFrom(layer, state(LARGE)).place()).containsExactly("step 0", "recurrent");
    set(layer, 1, 1, 0, 1);
    assertThat(stoppedFrom(layer, state(1000)).place()).containsExactly("step 0", "state h");
    set(layer, 0, 1, 0, LARGE);
    assertThat(stopped(layer, input(3, 0, 1, LARGE)).place())
        .containsExactly("gru", "step 0", "state h");
    Layer linear = build(SimpleRNN.of(UNITS).activation(Activations.LINEAR));
    set(linear, 0, 1, 0, LARGE);
    assertThat(stopped(linear, input(3, 0, 1, LARGE)).place())
        .containsExactly("gru", "step 3", "input");
  }

  @Test
  void parameterThatIsNotFiniteIsNamed() {
    Layer layer = build(GRU.of(UNITS));
    set(layer, 1, 2, 4, Double.NaN);
    assertThat(stopped(layer, input(0, 0, 0, 1)))
        .hasMessageStartingWith("gru: parameter gru/recurrent_kernel is NaN at [2, 4]; ");
  }

  @Test
  void directionOfABidirectionalLayerIsNamedAfterItsLayer() {
    Bidirectional both = Bidirectional.of(GRU.of(UNITS));
    Layer layer = build(both);
    set(layer, 3, 0, 0, LARGE);
    assertThat(stopped(layer, input(5, 3, 0, LARGE)).place())
        .containsExactly("gru", "backward_gru", "step 5", "gate z", "input");
    Layer other = build(both);
    set(other, 0, 0, 4, LARGE);
    assertThat(stopped(other, input(1, 3, 0, LARGE)).place())
        .containsExactly("gru", "forward_gru", "step 1", "gate r", "input");
  }

  @Test
  void cellOfAStackIsNamedByItsNumber() {
    RNN stack = RNN.of(StackedRNNCells.of(SimpleRNNCell.of(UNITS), LSTMCell.of(UNITS)));
    Layer layer = build(stack);
    set(layer, 0, 0, 1, LARGE);
    assertThat(stopped(layer, input(3, 0, 0, LARGE)).place())
        .containsExactly("gru", "step 3", "cell_0", "input");
    Layer other = build(RNN.of(StackedRNNCells.of(withLinear(), LSTMCell.of(UNITS))));
    set(other, 0, 0, 1, 1);
    set(other, 3, 1, 3 * UNITS, LARGE);
    assertThat(stopped(other, input(3, 0, 0, LARGE)).place())
        .containsExactly("gru", "step 3", "cell_1", "gate o", "input");
    set(other, 4, 0, 0, Double.NaN);
    assertThat(stopped(other, input(3, 0, 0, 1)))
        .hasMessageStartingWith(
            "gru, cell_1: parameter gru/cell_1/recurrent_kernel is NaN at [0, 0]");
  }

  private static SimpleRNNCell withLinear() {
    return SimpleRNNCell.of(UNITS).activation(Activations.LINEAR);
  }

  @Test
  void stepOfATimeDistributedLayerIsNamedThoughItsLayerWorksRowByRow() {
    Layer layer = build(TimeDistributed.of(Dense.of(UNITS)));
    set(layer, 0, 1, 2, LARGE);
    NonFiniteException stop = stopped(layer, input(4, 2, 1, LARGE));
    assertThat(stop)
        .hasMessageStartingWith("gru, step 4: matmul gave Infinity at [2, 2] going forward; ");
    assertThat(stop.timestep()).hasValue(4);
    assertThat(stop.sample()).hasValue(2);
  }

  static Stream<LayerConfig> layers() {
    GRU gru = GRU.of(UNITS).returnSequences(true).dropout(0.3).recurrentDropout(0.4);
    return Stream.of(
        gru.implementation(1),
        gru.implementation(2).seed(7),
        gru.resetAfter(false).zeroOutputForMask(true),
        GRU.of(KerasProfile.TF_KERAS_V2, UNITS).dropout(0.3).seed(5),
        LSTM.of(UNITS).dropout(0.3).recurrentDropout(0.4),
        SimpleRNN.of(UNITS).dropout(0.3),
        Bidirectional.of(gru.seed(3)),
        RNN.of(StackedRNNCells.of(GRUCell.of(UNITS).dropout(0.2), LSTMCell.of(UNITS))),
        TimeDistributed.of(Dropout.of(0.5)),
        TimeDistributed.of(Dense.of(UNITS)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void dropoutMasksAreThoseOfACallThatIsNotDebugged(LayerConfig config) {
    double[] plain = train(config, Tape.create());
    assertThat(train(config, Tape.create().debugNumerics()))
        .containsExactly(plain, within(ROUNDING));
  }

  private static double[] train(LayerConfig config, Tape tape) {
    DataShape shape = DataShape.sequence(STEPS, FEATURES);
    Layer layer = config.build("layer", shape, RandomSource.of(1));
    try (tape) {
      CallContext context = CallContext.training(tape, RandomSource.of(2));
      Sequence x = Sequence.of(tape.constant(input(2, 2, 1, -3)), STEPS);
      return layer.call(context, x).values().value().data.clone();
    }
  }

  @Test
  void withoutDebuggingTheSequenceIsOneOpAndNumbersPass() {
    Layer layer = build(GRU.of(UNITS));
    set(layer, 0, 0, 0, Double.NaN);
    try (Tape tape = Tape.create()) {
      Sequence x = Sequence.of(tape.constant(input(0, 0, 0, 1)), STEPS);
      Variable y = layer.call(CallContext.inference(tape), x).values();
      assertThat(y.value().get(0, 0)).isNaN();
      assertThat(tape.ops().get(0).name()).isEqualTo("GRU sequence");
    }
  }
}
