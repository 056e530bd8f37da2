package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.RecurrentFixture.UNITS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The cell of a SimpleRNN by itself: one step. */
class SimpleRnnCellTest implements KernelCellContract<SimpleRNNCell> {
  @Override
  public SimpleRNNCell of(int units) {
    return SimpleRNNCell.of(units);
  }

  @Override
  public SimpleRNNCell changedAsInItsLayer() {
    return ChangedOptions.cell(SimpleRNNCell.of(5));
  }

  @Override
  public List<String> keysOfItsLayer() {
    return ChangedOptions.CELL_KEYS;
  }

  @Override
  public PlainRecurrence.Equations equations(SimpleRNNCell config) {
    return weights -> new PlainSimpleRnn(SimpleRNN.of(UNITS), false, weights);
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public List<String> weights() {
    return List.of("cell/kernel[3, 2]", "cell/recurrent_kernel[2, 2]", "cell/bias[1, 2]");
  }

  @Test
  void configurationHasTheSeedThatTheLayersHasNot() {
    assertThat(plain().getConfig())
        .containsEntry("seed", Optional.empty())
        .doesNotContainKeys("recurrent_activation", "implementation");
  }
}
