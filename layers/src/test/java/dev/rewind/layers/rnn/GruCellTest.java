package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The cell of a GRU by itself: one step. */
class GruCellTest implements KernelCellContract<GRUCell> {
  @Override
  public GRUCell of(int units) {
    return GRUCell.of(units);
  }

  @Override
  public GRUCell changedAsInItsLayer() {
    return GruContractTest.changeCell(GRUCell.of(5));
  }

  @Override
  public List<String> keysOfItsLayer() {
    return GruContractTest.CELL_KEYS;
  }

  @Override
  public PlainRecurrence.Equations equations(GRUCell config) {
    return weights -> PlainGru.of(weights, config.resetAfter());
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public List<String> weights() {
    return List.of("cell/kernel[3, 6]", "cell/recurrent_kernel[2, 6]", "cell/bias[2, 6]");
  }

  @Test
  void stepWithoutResetAfterFollowsTheEquations() {
    requireEquations(plain().resetAfter(false));
  }

  @Test
  void gradientsWithoutResetAfterAreRightInTrainingWithDropout() {
    requireGradients(plain().resetAfter(false));
  }

  @Test
  void withoutResetAfterTheBiasHasOneRow() {
    assertThat(build(plain().resetAfter(false)).weights())
        .extracting(w -> w.parameter().toString())
        .containsExactly("cell/kernel[3, 6]", "cell/recurrent_kernel[2, 6]", "cell/bias[1, 6]");
  }
}
