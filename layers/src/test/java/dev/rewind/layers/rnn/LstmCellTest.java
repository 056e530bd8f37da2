package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.RecurrentFixture.UNITS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The cell of an LSTM by itself: one step. */
class LstmCellTest implements KernelCellContract<LSTMCell> {
  @Override
  public LSTMCell of(int units) {
    return LSTMCell.of(units);
  }

  @Override
  public LSTMCell changedAsInItsLayer() {
    return LstmContractTest.changeCell(LSTMCell.of(5));
  }

  @Override
  public List<String> keysOfItsLayer() {
    return LstmContractTest.CELL_KEYS;
  }

  @Override
  public PlainRecurrence.Equations equations(LSTMCell config) {
    return weights -> new PlainLstm(LSTM.of(UNITS), false, weights);
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public List<String> weights() {
    return List.of("cell/kernel[3, 8]", "cell/recurrent_kernel[2, 8]", "cell/bias[1, 8]");
  }

  @Test
  void thereAreTwoStates() {
    assertThat(plain().stateSizes()).containsExactly(2, 2);
  }

  @Test
  void configurationIsWrittenWithoutTheImplementationAsInKeras() {
    assertThat(plain().getConfig()).doesNotContainKey("implementation").containsKey("seed");
  }
}
