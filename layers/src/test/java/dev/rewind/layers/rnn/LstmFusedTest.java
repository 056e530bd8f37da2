package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.activations.Activation;

/** The LSTM as one op, beside its composed twin. */
class LstmFusedTest implements FusedContract<LSTM> {
  @Override
  public LSTM draw(RandomSource random, int units) {
    return LSTM.of(units)
        .useBias(FusedContract.coin(random))
        .implementation(1 + random.nextInt(2))
        .dropout(FusedContract.rate(random))
        .recurrentDropout(FusedContract.rate(random))
        .activation(FusedContract.oneOf(random, ACTIVATIONS))
        .recurrentActivation(FusedContract.oneOf(random, ACTIVATIONS));
  }

  @Override
  public LSTM plain(int units) {
    return LSTM.of(units);
  }

  @Override
  public LSTM with(Activation activation) {
    return LSTM.of(2).activation(activation);
  }
}
