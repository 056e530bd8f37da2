package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.RecurrentFixture.BATCH;
import static dev.rewind.layers.rnn.RecurrentFixture.FEATURES;
import static dev.rewind.layers.rnn.RecurrentFixture.HOLES;
import static dev.rewind.layers.rnn.RecurrentFixture.ROUNDING;
import static dev.rewind.layers.rnn.RecurrentFixture.STEPS;
import static dev.rewind.layers.rnn.RecurrentFixture.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.regularizers.L2;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * What a GRU, an LSTM and a SimpleRNN owe alike as layers over a sequence, whatever their step
 * computes. Implemented by the test of the layer, which adds its equations.
 *
 * @param <L> the type of the layer
 */
interface RecurrenceContract<
    L extends LayerConfig & RecurrentOptions<L> & RecurrentCellOptions<L> & ActivityOptions<L>> {

  /** {@return the layer with Keras' defaults} */
  L of(int units);

  /** {@return its cell with Keras' defaults} */
  CellConfig cell(int units);

  /** {@return the kernel of {@link RecurrentFixture#UNITS} units as messages show it} */
  String kernelShape();

  private int states() {
    return cell(UNITS).stateSizes().size();
  }

  private RecurrentFixture fixture() {
    return new RecurrentFixture(states());
  }

  @Test
  default void rnnOverTheCellIsTheLayer() {
    RecurrentFixture on = fixture();
    RecurrentLayer layer = on.build(of(UNITS));
    RecurrentLayer rnn = on.buildLike(layer, RNN.of(cell(UNITS)));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      RecurrentOutput expected = on.run(context, layer, Optional.of(HOLES));
      RecurrentOutput actual = on.run(context, rnn, Optional.of(HOLES));
      assertThat(actual.output().values().value().data)
          .containsExactly(expected.output().values().value().data);
    }
  }

  @Test
  default void callsReturnTheOutputAndAfterItTheStatesInKerasOrder() {
    RecurrentFixture on = fixture();
    RecurrentLayer layer = on.build(of(UNITS).returnState(true));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      List<Sequence> inputs =
          Stream.concat(
                  Stream.of(on.sequence(tape)), on.initial(tape).stream().map(Sequence::ofVectors))
              .toList();
      List<Sequence> results = layer.call(context, inputs);
      RecurrentOutput direct = on.run(context, layer, Optional.empty());
      double[] output = direct.output().values().value().data;
      assertThat(results).hasSize(1 + states());
      assertThat(results.get(0).values().value().data).containsExactly(output);
      for (int i = 0; i < states(); i++) {
        double[] state = results.get(1 + i).values().value().data;
        assertThat(state).containsExactly(direct.states().get(i).value().data);
        assertThat(Arrays.equals(state, output)).as("state %s is the output", i).isEqualTo(i == 0);
      }
    }
    assertThat(layer.config().outputShapes(RecurrentFixture.shapes(states(), UNITS)))
        .isEqualTo(Collections.nCopies(1 + states(), DataShape.vectors(UNITS)));
  }

  @Test
  default void statefulLayerCarriesAllStates() {
    RecurrentFixture on = fixture();
    RecurrentLayer carrying = on.build(of(UNITS).stateful(true));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      RecurrentOutput first = carrying.run(context, on.sequence(tape));
      RecurrentOutput second = carrying.run(context, on.sequence(tape));
      RecurrentOutput expected = carrying.run(context, on.sequence(tape), first.states());
      assertThat(second.output().values().value().data)
          .containsExactly(expected.output().values().value().data);
      assertThat(second.output().values().value().data)
          .isNotEqualTo(first.output().values().value().data);
      assertThat(carrying.states()).hasSize(states());
    }
  }

  @Test
  default void penaltyCoversOutputAndReturnedStates() {
    RecurrentFixture on = fixture();
    L config = of(UNITS).activityRegularizer(L2.of(0.1));
    try (Tape tape = Tape.create()) {
      CallContext alone = CallContext.inference(tape);
      double squares = Arrays.stream(on.output(alone, on.build(config))).map(v -> v * v).sum();
      assertThat(alone.losses()).hasSize(1);
      assertThat(alone.losses().get(0).scalar()).isCloseTo(0.1 * squares / BATCH, within(ROUNDING));
      CallContext all = CallContext.inference(tape);
      on.run(all, on.build(config.returnState(true)), Optional.empty());
      assertThat(all.losses()).hasSize(1 + states());
    }
  }

  @Test
  default void wrongInputsAreRefusedWithTheirShapes() {
    RecurrentFixture on = fixture();
    RecurrentLayer layer = on.build(of(UNITS));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Variable narrow = tape.constant(new DMatrixRMaj(STEPS * BATCH, 2));
      assertThatThrownBy(() -> layer.call(context, Sequence.of(narrow, STEPS)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage(
              "layer: input has 2 features but the kernel was made for 3 ("
                  + kernelShape()
                  + "). Check the layer before it.");
      Variable vectors = tape.constant(new DMatrixRMaj(BATCH, FEATURES));
      assertThatThrownBy(() -> layer.call(context, Sequence.ofVectors(vectors)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "layer: input (None, 3) has no time axis; expected (batch, timesteps, features)."
                  + " Give it sequences: DataShape.sequence(…),"
                  + " or let the layer before it return them.");
    }
  }

  @Test
  default void wrongStatesAreRefusedWithTheirNumberOrShape() {
    RecurrentFixture on = fixture();
    RecurrentLayer layer = on.build(of(UNITS));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Variable fits = tape.constant(on.initial.get(0));
      for (int number = 1; number <= states() + 1; number++) {
        List<Variable> given = Collections.nCopies(number, fits);
        if (number != states()) {
          assertThatThrownBy(() -> layer.run(context, on.sequence(tape), given))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage("layer: got " + number + " initial states; expected " + states() + ".");
        }
      }
      Variable wide = tape.constant(new DMatrixRMaj(BATCH, 3));
      int last = states() - 1;
      List<Variable> given =
          Stream.concat(Collections.nCopies(last, fits).stream(), Stream.of(wide)).toList();
      assertThatThrownBy(() -> layer.run(context, on.sequence(tape), given))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage(
              "layer: initial state "
                  + last
                  + " has shape [2, 3]; expected [2, 2] (batch, units).");
    }
  }

  @Test
  default void shapesOfStatesThatDoNotFitAreRefused() {
    List<DataShape> all = Collections.nCopies(states(), DataShape.vectors(UNITS));
    for (List<DataShape> shapes :
        List.of(
            RecurrentFixture.shapes(states() + 1, UNITS),
            RecurrentFixture.shapes(states(), UNITS + 1))) {
      assertThatThrownBy(() -> of(UNITS).build("layer", shapes, RandomSource.of(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "layer: got inputs of the shapes "
                  + shapes
                  + "; expected a sequence, and after it either no initial state or "
                  + all
                  + ".");
    }
  }
}
