package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.DropoutSource.Request;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.Mask;
import dev.rewind.layers.OptionsContract;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.testkit.Tolerance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Cells one on top of the other against layers one after the other. */
class StackedRnnCellsTest implements OptionsContract<CellConfig> {
  /** The same sums in another order. */
  private static final Tolerance ROUNDING = new Tolerance(1e-13, 1e-15);

  private static final int BATCH = LayerContract.BATCH;
  private static final int STEPS = LayerContract.STEPS;
  private static final int FEATURES = 3;
  private static final List<Integer> STATE_SIZES = List.of(3, 3, 4, 2);

  private final DMatrixRMaj x = LayerContract.gaussian(STEPS * BATCH, FEATURES);
  private final List<DMatrixRMaj> initial = differentStates();

  private static List<DMatrixRMaj> differentStates() {
    RandomSource random = RandomSource.of(3);
    return STATE_SIZES.stream()
        .map(size -> random.fillGaussian(0, 1, new DMatrixRMaj(BATCH, size)))
        .toList();
  }

  @Override
  public StackedRNNCells plain() {
    return StackedRNNCells.of(LSTMCell.of(3), GRUCell.of(4), SimpleRNNCell.of(2));
  }

  @Override
  public StackedRNNCells changed() {
    return StackedRNNCells.of(SimpleRNNCell.of(2).dropout(0.3), LSTMCell.of(3))
        .name("tower")
        .trainable(false)
        .dtype("float32");
  }

  @Override
  public List<String> keys() {
    return List.of("name", "trainable", "dtype", "cells");
  }

  private static RecurrentLayer build(RNN config) {
    return (RecurrentLayer) LayerContract.build(config, DataShape.sequence(STEPS, FEATURES));
  }

  private Sequence input(Tape tape) {
    return Sequence.of(tape.constant(x), STEPS, Optional.of(LayerContract.HOLES));
  }

  @Test
  void stackIsTheLayersOneAfterTheOther() {
    RecurrentLayer stack = build(RNN.of(plain()).returnSequences(true));
    List<RecurrentLayer> layers =
        List.of(
            layer(stack, 0, LSTM.of(3).returnSequences(true).build("l", width(3), randomly())),
            layer(stack, 3, GRU.of(4).returnSequences(true).build("g", width(3), randomly())),
            layer(
                stack, 6, SimpleRNN.of(2).returnSequences(true).build("s", width(4), randomly())));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      List<Variable> start = initial.stream().map(tape::constant).toList();
      RecurrentOutput actual = stack.run(context, input(tape), start);
      Sequence sequence = input(tape);
      List<Variable> states = new ArrayList<>();
      int from = 0;
      for (RecurrentLayer layer : layers) {
        int to = from + layer.cell().stateSizes().size();
        RecurrentOutput result = layer.run(context, sequence, start.subList(from, to));
        sequence = result.output();
        states.addAll(result.states());
        from = to;
      }
      assertMatrix(actual.output().values().value()).isCloseTo(sequence.values().value(), ROUNDING);
      for (int i = 0; i < STATE_SIZES.size(); i++) {
        assertMatrix(actual.states().get(i).value()).isCloseTo(states.get(i).value(), ROUNDING);
      }
    }
  }

  private static DataShape width(int features) {
    return DataShape.sequence(STEPS, features);
  }

  private static RandomSource randomly() {
    return RandomSource.of(1);
  }

  /** Gives a layer its part of the weights of the stack. */
  private static RecurrentLayer layer(RecurrentLayer stack, int from, RecurrentLayer layer) {
    for (int i = 0; i < layer.weights().size(); i++) {
      DMatrixRMaj value = stack.weights().get(from + i).parameter().value();
      layer.weights().get(i).parameter().assign(value);
    }
    return layer;
  }

  @Test
  void gradientsReachEveryWeightAndEveryInitialState() {
    RecurrentLayer layer = build(RNN.of(plain()).returnSequences(true));
    List<DMatrixRMaj> inputs = new ArrayList<>(List.of(x));
    inputs.addAll(initial);
    GradientCheck.of(
            (tape, in) -> {
              Mask mask = LayerContract.HOLES;
              RecurrentOutput result =
                  layer.run(
                      CallContext.inference(tape),
                      Sequence.of(in[0], STEPS, Optional.of(mask)),
                      List.of(in[1], in[2], in[3], in[4]));
              Variable loss = sum(result.output().values());
              for (Variable state : result.states()) {
                loss = add(loss, sum(mul(state, state)));
              }
              return loss;
            })
        .inputs(inputs.toArray(DMatrixRMaj[]::new))
        .parameters(layer.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  @Test
  void weightsAreNamedByThePositionOfTheirCell() {
    assertThat(build(RNN.of(plain())).weights())
        .extracting(weight -> weight.parameter().toString())
        .containsExactly(
            "layer/cell_0/kernel[3, 12]",
            "layer/cell_0/recurrent_kernel[3, 12]",
            "layer/cell_0/bias[1, 12]",
            "layer/cell_1/kernel[3, 12]",
            "layer/cell_1/recurrent_kernel[4, 12]",
            "layer/cell_1/bias[2, 12]",
            "layer/cell_2/kernel[4, 2]",
            "layer/cell_2/recurrent_kernel[2, 2]",
            "layer/cell_2/bias[1, 2]");
  }

  @Test
  void weightsOfEqualCellsDiffer() {
    RNNCell built =
        StackedRNNCells.of(GRUCell.of(3), GRUCell.of(3)).build("cell", 3, RandomSource.of(1));
    assertThat(built.weights().get(0).parameter().value().data)
        .isNotEqualTo(built.weights().get(3).parameter().value().data);
  }

  @Test
  void statesAreThoseOfAllCellsInOrder() {
    BuiltStackedRNNCells built = plain().build("cell", FEATURES, RandomSource.of(1));
    assertThat(built.name()).isEqualTo("cell");
    assertThat(built.cells()).extracting(RNNCell::name).contains("cell/cell_0", "cell/cell_2");
    assertThat(plain().stateSizes()).isEqualTo(STATE_SIZES);
    assertThat(built.stateSizes()).isEqualTo(STATE_SIZES);
    assertThat(plain().outputSize()).isEqualTo(2);
    assertThat(built.outputSize()).isEqualTo(2);
  }

  @Test
  void initialStatesAreThoseThatTheCellsGive() {
    RNNCell restful = new StartsFromOnes(GRUCell.of(2).build("own", 3, RandomSource.of(1)));
    BuiltStackedRNNCells stack =
        new BuiltStackedRNNCells(
            "stack", List.of(restful, GRUCell.of(4).build("gru", 2, RandomSource.of(1))));
    try (Tape tape = Tape.create()) {
      List<Variable> states = stack.getInitialState(CallContext.inference(tape), BATCH);
      assertThat(states.get(0).value().data).containsExactly(1, 1, 1, 1);
      assertThat(states.get(1).value().data).hasSize(4 * BATCH).containsOnly(0);
    }
  }

  /** A cell of a user's own that does not start from zeros. */
  private record StartsFromOnes(RNNCell inner) implements RNNCell {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public List<Integer> stateSizes() {
      return inner.stateSizes();
    }

    @Override
    public int outputSize() {
      return inner.outputSize();
    }

    @Override
    public List<Weight> weights() {
      return inner.weights();
    }

    @Override
    public Steps begin(CallContext context, int batch) {
      return inner.begin(context, batch);
    }

    @Override
    public List<Variable> getInitialState(CallContext context, int batch) {
      DMatrixRMaj ones = new DMatrixRMaj(batch, outputSize());
      ones.fill(1);
      return Collections.nCopies(stateSizes().size(), context.tape().constant(ones));
    }
  }

  @Test
  void masksAreAskedForByEachCellInItsOwnName() {
    RNN config =
        RNN.of(
            StackedRNNCells.of(
                GRUCell.of(3).dropout(0.4),
                LSTMCell.of(2).recurrentDropout(0.3),
                SimpleRNNCell.of(2)));
    KnownMasks masks = new KnownMasks();
    try (Tape tape = Tape.create()) {
      build(config).call(CallContext.training(tape, randomly()).withDropout(masks), input(tape));
    }
    assertThat(masks.requests)
        .extracting(Request::owner)
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of("layer/cell_0"), Collections.nCopies(4, "layer/cell_1").stream())
                .toList());
  }

  @Test
  void calledByHandEachCellKeepsItsMasks() {
    BuiltStackedRNNCells stack =
        StackedRNNCells.of(SimpleRNNCell.of(3).dropout(0.4), GRUCell.of(2).dropout(0.3))
            .build("cell", FEATURES, RandomSource.of(1));
    KnownMasks masks = new KnownMasks();
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, randomly()).withDropout(masks);
      Variable first = tape.constant(LayerContract.gaussian(BATCH, FEATURES));
      List<Variable> states = stack.getInitialState(context, BATCH);
      RNNCell.Step step = stack.call(context, first, states);
      stack.call(context, first, step.states());
      assertThat(masks.requests).hasSize(2);
      ((DropoutRNNCell) stack.cells().get(0)).resetDropoutMask();
      stack.call(context, first, step.states());
      assertThat(masks.requests).hasSize(3);
      RNNCell.Step prepared = stack.begin(context, BATCH).step(first, states);
      assertThat(prepared.output().value().data).containsExactly(step.output().value().data);
    }
  }

  @Test
  void frozenStackFreezesItsCellsAndAFrozenCellStaysSo() {
    assertThat(build(RNN.of(plain())).weights()).hasSize(9).allMatch(Weight::trainable);
    assertThat(build(RNN.of(plain().trainable(false))).weights()).noneMatch(Weight::trainable);
    assertThat(build(RNN.of(plain()).trainable(false)).weights()).noneMatch(Weight::trainable);
    StackedRNNCells half = StackedRNNCells.of(GRUCell.of(2).trainable(false), GRUCell.of(2));
    assertThat(build(RNN.of(half)).weights())
        .extracting(Weight::trainable)
        .containsExactly(false, false, false, true, true, true);
  }

  @Test
  void cellThatCanNotBeFrozenIsRefusedInAFrozenStack() {
    CellConfig restless = new RnnTest.Restless(Options.of("Restless"));
    StackedRNNCells stack = StackedRNNCells.of(GRUCell.of(2), restless);
    assertThat(build(RNN.of(stack)).weights()).allMatch(Weight::trainable);
    assertThatThrownBy(() -> build(RNN.of(stack).trainable(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer/cell_1: can not be frozen: Restless has no option trainable."
                + " Declare LayerOptions.TRAINABLE in the cell.");
  }

  @Test
  void recordedConfigurationIsReadCellByCell() {
    Map<String, Object> build = Map.of("input_shape", List.of(2, 3));
    Map<String, Object> lstm = Map.of("name", "cell_0", "units", 2);
    Map<String, Object> gru = Map.of("name", "cell_1", "units", 3, "reset_after", false);
    Map<String, Object> cells =
        Map.of(
            "name",
            "stacked_rnn_cells",
            "cells",
            List.of(
                Map.of("class_name", "LSTMCell", "config", lstm, "build_config", build),
                Map.of("class_name", "GRUCell", "config", gru, "build_config", build)));
    Map<String, Object> cell =
        Map.of("class_name", "StackedRNNCells", "config", cells, "build_config", build);
    RNN expected =
        RNN.of(
            StackedRNNCells.of(
                    LSTMCell.of(2).name("cell_0"), GRUCell.of(3).name("cell_1").resetAfter(false))
                .name("stacked_rnn_cells"));
    assertThat(
            KerasLayers.REGISTRY.read(Map.of("class_name", "RNN", "config", Map.of("cell", cell))))
        .isEqualTo(expected);
    assertThat(KerasLayers.REGISTRY.read(expected.toPlain())).isEqualTo(expected);
  }

  @Test
  void stackReadsItsOwnKindsOfCells() {
    CellConfig own = StackedRNNCells.of(LevelCell.of(4), StackedRNNCells.of(LSTMCell.of(2)));
    assertThat(StackedRNNCells.of(LevelCell.of(1)).fromConfig(own.getConfig())).isEqualTo(own);
    assertThat(build(RNN.of(own)).cell().stateSizes()).containsExactly(4, 1, 2, 2);
  }

  @Test
  void configurationWithoutProperCellsIsRefused() {
    assertThatThrownBy(() -> plain().fromConfig(Map.of("name", "tower")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("StackedRNNCells: cells is missing; it has no default.");
    assertThatThrownBy(() -> plain().fromConfig(Map.of("cells", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("StackedRNNCells: cells is 3; expected a list of cells.");
    assertThatThrownBy(
            () -> plain().fromConfig(Map.of("cells", List.of(Map.of("class_name", "Strange")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cell: unknown name Strange; known are GRUCell, LSTMCell, SimpleRNNCell,"
                + " StackedRNNCells.");
  }

  @Test
  void stackWithoutCellsIsRefused() {
    assertThatThrownBy(() -> StackedRNNCells.of())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("StackedRNNCells: got no cell; expected one or more.");
  }

  @Test
  void wrongNumberOfStatesIsRefused() {
    BuiltStackedRNNCells stack = plain().build("cell", FEATURES, RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Variable first = tape.constant(LayerContract.gaussian(BATCH, FEATURES));
      List<Variable> states = List.of(tape.constant(initial.get(0)));
      assertThatThrownBy(() -> stack.call(context, first, states))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cell: got 1 states; expected 4, those of all cells.");
    }
  }
}
