package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.PlainRecurrence.rows;
import static dev.rewind.layers.rnn.RecurrentFixture.BATCH;
import static dev.rewind.layers.rnn.RecurrentFixture.FEATURES;
import static dev.rewind.layers.rnn.RecurrentFixture.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.DropoutSource.Request;
import dev.rewind.layers.LayerOptions;
import dev.rewind.layers.OptionsContract;
import dev.rewind.layers.Weight;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * What the cells of GRU, LSTM and SimpleRNN owe alike: one step, by itself. Implemented by the test
 * of the cell.
 *
 * @param <C> the type of the description
 */
interface KernelCellContract<C extends CellConfig & LayerOptions<C> & RecurrentCellOptions<C>>
    extends OptionsContract<CellConfig> {

  /** {@return the cell with Keras' defaults} */
  C of(int units);

  /** {@return the cell with every option changed that its layer has too} */
  C changedAsInItsLayer();

  /** {@return the keys of those} */
  List<String> keysOfItsLayer();

  /** {@return the equations of a cell, without dropout} */
  PlainRecurrence.Equations equations(C config);

  /** {@return blocks of columns in the kernels} */
  int gates();

  /** {@return the weights of {@link #plain()}, for example {@code cell/kernel[3, 2]}} */
  List<String> weights();

  @Override
  default C plain() {
    return of(UNITS);
  }

  @Override
  default C changed() {
    return changedAsInItsLayer().name("step").trainable(false).dtype("float32");
  }

  @Override
  default List<String> keys() {
    return ChangedOptions.join(keysOfItsLayer(), "name", "trainable", "dtype");
  }

  /** {@return a cell all of whose weights are random, the biases too} */
  default RNNCell build(C config) {
    RandomSource random = RandomSource.of(5);
    RNNCell cell = config.build("cell", FEATURES, random);
    for (Weight weight : cell.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.7, w));
    }
    return cell;
  }

  /** {@return an input, and after it the states, all different} */
  private List<DMatrixRMaj> inputAndStates() {
    RandomSource random = RandomSource.of(11);
    return Stream.concat(Stream.of(FEATURES), plain().stateSizes().stream())
        .map(columns -> random.fillGaussian(0, 1, new DMatrixRMaj(BATCH, columns)))
        .toList();
  }

  /** One step of every sample is that of plain loops. */
  default void requireEquations(C config) {
    RNNCell cell = build(config);
    PlainRecurrence.Cell plain = equations(config).with(cell.weights());
    List<DMatrixRMaj> in = inputAndStates();
    try (Tape tape = Tape.create()) {
      List<Variable> given = in.stream().map(tape::constant).toList();
      RNNCell.Step step =
          cell.begin(CallContext.inference(tape), BATCH)
              .step(given.get(0), given.subList(1, given.size()));
      assertThat(step.states()).hasSize(in.size() - 1);
      assertThat(step.states().get(0)).isSameAs(step.output());
      for (int b = 0; b < BATCH; b++) {
        int sample = b;
        List<double[]> start = in.stream().skip(1).map(state -> rows(state)[sample]).toList();
        List<double[]> expected = plain.step(b, rows(in.get(0))[b], start);
        for (int i = 0; i < start.size(); i++) {
          RecurrentFixture.close(rows(step.states().get(i).value())[b], expected.get(i));
        }
      }
    }
  }

  /** The gradients of every weight, of the input and of every state, in training. */
  default void requireGradients(C config) {
    RNNCell cell = build(config.dropout(0.3).recurrentDropout(0.3));
    GradientCheck.of(
            (tape, in, random) ->
                cell.begin(CallContext.training(tape, random), BATCH)
                    .step(in[0], List.of(in).subList(1, in.length))
                    .output())
        .inputs(inputAndStates().toArray(DMatrixRMaj[]::new))
        .parameters(cell.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  @Test
  default void stepFollowsTheEquations() {
    requireEquations(plain());
  }

  @Test
  default void gradientsAreRightInTrainingWithDropout() {
    requireGradients(plain());
  }

  private List<Request> masksDrawn(C config, int batch) {
    KnownMasks masks = new KnownMasks();
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(1)).withDropout(masks);
      build(config).begin(context, batch);
    }
    return masks.requests;
  }

  @Test
  default void masksAreAskedForByGate() {
    assertThat(masksDrawn(plain().dropout(0.3).recurrentDropout(0.4), 7))
        .containsExactlyElementsOf(
            Stream.concat(
                    requests(Kind.INPUT, new Shape(7, FEATURES), 0.3),
                    requests(Kind.RECURRENT, new Shape(7, UNITS), 0.4))
                .toList());
  }

  private Stream<Request> requests(Kind kind, Shape shape, double rate) {
    return IntStream.range(0, gates())
        .mapToObj(gate -> new Request("cell", kind, gate, shape, rate));
  }

  @Test
  default void cellWithASeedDrawsFromItsOwnStream() {
    assertThat(masksDrawn(plain().dropout(0.3).seed(7), BATCH))
        .hasSize(1)
        .allMatch(request -> request.stream().isPresent());
  }

  @Test
  default void recordedConfigurationIsReadByItsName() {
    Map<String, Object> recorded =
        Map.of("class_name", plain().className(), "config", Map.of("units", 2, "dropout", 0.5));
    assertThat(KerasLayers.CELLS.read(recorded)).isEqualTo(of(2).dropout(0.5));
  }

  @Test
  default void sizesFollowFromTheUnits() {
    RNNCell cell = build(of(5));
    List<Integer> sizes = Collections.nCopies(plain().stateSizes().size(), 5);
    assertThat(cell.name()).isEqualTo("cell");
    assertThat(cell.stateSizes()).isEqualTo(sizes);
    assertThat(cell.outputSize()).isEqualTo(5);
    assertThat(of(5).stateSizes()).isEqualTo(sizes);
    assertThat(of(5).outputSize()).isEqualTo(5);
  }

  @Test
  default void weightsHaveKerasShapes() {
    assertThat(build(plain()).weights())
        .extracting(w -> w.parameter().toString())
        .isEqualTo(weights());
    assertThat(build(plain().useBias(false)).weights())
        .extracting(w -> w.parameter().toString())
        .isEqualTo(weights().subList(0, 2));
  }

  @Test
  default void unitsOutOfRangeAreRefusedWhenSet() {
    assertThatThrownBy(() -> of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(plain().className() + ": units must be positive, got 0.");
  }
}
