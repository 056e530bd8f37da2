package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.RecurrentFixture.BATCH;
import static dev.rewind.layers.rnn.RecurrentFixture.FEATURES;
import static dev.rewind.layers.rnn.RecurrentFixture.UNITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.DropoutSource.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SimpleRNN against its equation by plain loops, its masks, its dropout, its gradients. */
class SimpleRnnTest implements RecurrenceContract<SimpleRNN> {
  private final RecurrentFixture on = new RecurrentFixture(1);

  @Override
  public SimpleRNN of(int units) {
    return SimpleRNN.of(units);
  }

  @Override
  public SimpleRNNCell cell(int units) {
    return SimpleRNNCell.of(units);
  }

  @Override
  public String kernelShape() {
    return "[3, 2]";
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0,  0,  false,false",
    "true, 0,  0,  true, true",
    "true, 0.4,0.3,false,true",
    "true, 0.4,0.3,true, false",
    "true, 0,  0.3,true, true",
    "true, 0.4,0,  true, true",
    "false,0,  0,  false,true",
    "false,0.4,0.3,true, false"
  })
  void everyStepFollowsTheEquation(
      boolean useBias,
      double dropout,
      double recurrentDropout,
      boolean training,
      boolean goBackwards) {
    SimpleRNN config =
        SimpleRNN.of(UNITS)
            .useBias(useBias)
            .dropout(dropout)
            .recurrentDropout(recurrentDropout)
            .goBackwards(goBackwards);
    on.requireEquations(config, weights -> new PlainSimpleRnn(config, training, weights), training);
  }

  @ParameterizedTest
  @CsvSource({"true,0,0", "true,0.4,0.3", "false,0.4,0", "false,0,0.3"})
  void gradientsOfEveryWeightAndInputAreRight(
      boolean useBias, double dropout, double recurrentDropout) {
    on.requireGradients(
        SimpleRNN.of(UNITS).useBias(useBias).dropout(dropout).recurrentDropout(recurrentDropout));
  }

  @Test
  void oneMaskPerCallServesAllSteps() {
    List<Request> requests =
        on.masksDrawn(SimpleRNN.of(UNITS).dropout(0.5).recurrentDropout(0.4).seed(3));
    assertThat(requests).extracting(Request::kind).containsExactly(Kind.INPUT, Kind.RECURRENT);
    assertThat(requests).extracting(Request::rate).containsExactly(0.5, 0.4);
    assertThat(requests)
        .extracting(Request::shape)
        .containsExactly(new Shape(BATCH, FEATURES), new Shape(BATCH, UNITS));
    assertThat(requests)
        .allMatch(r -> r.owner().equals("layer") && r.gate() == 0 && r.stream().isPresent());
  }

  /** Unlike in the cells with gates. */
  @ParameterizedTest
  @CsvSource({"1,0", "0,1", "1,1"})
  void rateOfOneDropsEverythingInTrainingOnly(double dropout, double recurrentDropout) {
    RecurrentLayer layer =
        on.build(SimpleRNN.of(UNITS).dropout(dropout).recurrentDropout(recurrentDropout));
    RecurrentLayer reference = on.buildLike(layer, SimpleRNN.of(UNITS));
    try (Tape tape = Tape.create()) {
      CallContext inference = CallContext.inference(tape);
      double[] untouched = on.output(inference, reference);
      assertThat(on.output(inference, layer)).containsExactly(untouched);
      double[] dropped = on.output(CallContext.training(tape, on.random), layer);
      int without = dropout == 1 ? 0 : 1;
      reference.weights().get(without).parameter().update(w -> w.fill(0));
      if (dropout == recurrentDropout) {
        reference.weights().get(1).parameter().update(w -> w.fill(0));
      }
      assertThat(dropped).containsExactly(on.output(inference, reference)).isNotEqualTo(untouched);
    }
  }
}
