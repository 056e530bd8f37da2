package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.RecurrentFixture.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The LSTM against its equations by plain loops, its masks, its dropout, its gradients. */
class LstmTest implements RecurrenceContract<LSTM> {
  private final RecurrentFixture on = new RecurrentFixture(2);

  @Override
  public LSTM of(int units) {
    return LSTM.of(units);
  }

  @Override
  public LSTMCell cell(int units) {
    return LSTMCell.of(units);
  }

  @Override
  public String kernelShape() {
    return "[3, 8]";
  }

  @ParameterizedTest
  @CsvSource({
    "true, 2,0,  0,  false,false",
    "true, 2,0.4,0,  false,true",
    "true, 2,0.4,0,  true, true",
    "true, 1,0,  0,  true, false",
    "true, 1,0.4,0,  false,true",
    "true, 2,0.4,0.3,false,true",
    "true, 1,0,  0.3,true, true",
    "false,2,0,  0,  false,true",
    "false,2,0.4,0,  true, true",
    "false,1,0.4,0.3,false,false"
  })
  void everyStepFollowsTheEquations(
      boolean useBias,
      int implementation,
      double dropout,
      double recurrentDropout,
      boolean training,
      boolean goBackwards) {
    LSTM config =
        LSTM.of(UNITS)
            .useBias(useBias)
            .implementation(implementation)
            .dropout(dropout)
            .recurrentDropout(recurrentDropout)
            .goBackwards(goBackwards);
    on.requireEquations(config, weights -> new PlainLstm(config, training, weights), training);
  }

  @ParameterizedTest
  @CsvSource({"true,2,0,0", "true,1,0.4,0", "true,2,0.4,0.3", "false,2,0.4,0", "false,1,0,0.3"})
  void gradientsOfEveryWeightAndInputAndBothStatesAreRight(
      boolean useBias, int implementation, double dropout, double recurrentDropout) {
    on.requireGradients(
        LSTM.of(UNITS)
            .useBias(useBias)
            .implementation(implementation)
            .dropout(dropout)
            .recurrentDropout(recurrentDropout));
  }

  @Test
  void masksAreDrawnOncePerCall() {
    LSTM lstm = LSTM.of(UNITS);
    assertThat(on.masksDrawn(lstm.dropout(0.5))).hasSize(1);
    assertThat(on.masksDrawn(lstm.dropout(0.5).implementation(1))).hasSize(4);
    assertThat(on.masksDrawn(lstm.dropout(0.5).recurrentDropout(0.5))).hasSize(8);
    assertThat(on.masksDrawn(lstm.recurrentDropout(0.5))).hasSize(4);
    assertThat(on.masksDrawn(lstm.dropout(1).recurrentDropout(1)))
        .as("a rate of 1 drops nothing")
        .isEmpty();
  }

  @Test
  void oneStateOfTwoIsRefused() {
    List<DataShape> shapes = RecurrentFixture.shapes(1, UNITS);
    assertThatThrownBy(() -> LSTM.of(UNITS).build("lstm", shapes, RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lstm: got inputs of the shapes [(None, 4, 3), (None, 2)]; expected a sequence, and"
                + " after it either no initial state or [(None, 2), (None, 2)].");
  }
}
