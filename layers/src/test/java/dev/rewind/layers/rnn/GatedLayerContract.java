package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.activations.Activations;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a GRU and an LSTM owe alike as layers, beyond what a SimpleRNN owes too.
 *
 * @param <L> the type of the layer
 */
interface GatedLayerContract<
        L extends
            LayerConfig & RecurrentOptions<L> & GatedCellOptions<L> & ActivityOptions<L>
                & CudnnOptions<L>>
    extends RecurrentLayerContract<L> {

  @Override
  default List<String> keys() {
    return ChangedOptions.join(RecurrentLayerContract.super.keys(), "use_cudnn");
  }

  @Override
  default List<String> quietKeys() {
    return List.of("implementation", "time_major", "use_cudnn");
  }

  @Override
  default L differentiated() {
    return RecurrentLayerContract.super.differentiated().recurrentActivation(Activations.TANH);
  }

  @Test
  default void recurrentDropoutMakesTheImplementationOne() {
    assertThat(plain().effectiveImplementation()).isEqualTo(2);
    assertThat(plain().implementation(1).seed(7).effectiveImplementation()).isEqualTo(1);
    L dropping = plain().recurrentDropout(0.1);
    assertThat(dropping.effectiveImplementation()).isEqualTo(1);
    assertThat(dropping.implementation()).as("as it was said").isEqualTo(2);
  }

  @Test
  default void implementationOutOfRangeIsRefusedWhenSet() {
    assertThatThrownBy(() -> plain().implementation(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(plain().className() + ": implementation must be 1 or 2, got 3.");
  }
}
