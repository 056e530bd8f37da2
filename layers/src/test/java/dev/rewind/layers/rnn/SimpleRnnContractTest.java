package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.layers.regularizers.L2;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the SimpleRNN owes as a layer. Its equation and its masks are in {@link SimpleRnnTest}. */
class SimpleRnnContractTest implements RecurrentLayerContract<SimpleRNN> {
  @Override
  public SimpleRNN of(int units) {
    return SimpleRNN.of(units);
  }

  @Override
  public SimpleRNN changed() {
    return ChangedOptions.layer(ChangedOptions.cell(SimpleRNN.of(5)))
        .activityRegularizer(L2.of(0.3));
  }

  @Override
  public SimpleRNNCell cellOf(SimpleRNN layer) {
    return SimpleRNNCell.ofLayer(layer.options());
  }

  @Override
  public List<String> cellKeys() {
    return ChangedOptions.CELL_KEYS;
  }

  @Override
  public List<String> weights() {
    return List.of("layer/kernel[3, 2]", "layer/recurrent_kernel[2, 2]", "layer/bias[1, 2]");
  }

  @Override
  public List<String> quietKeys() {
    return List.of("seed", "time_major");
  }

  @Test
  void seedThatKerasForgetsIsWritten() {
    assertThat(plain().seed(7).getConfig()).containsEntry("seed", 7);
  }
}
