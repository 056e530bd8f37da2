package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.activations.Activation;

/** The SimpleRNN as one op, beside its composed twin. */
class SimpleRnnFusedTest implements FusedContract<SimpleRNN> {
  @Override
  public SimpleRNN draw(RandomSource random, int units) {
    return SimpleRNN.of(units)
        .useBias(FusedContract.coin(random))
        .dropout(rate(random))
        .recurrentDropout(rate(random))
        .activation(FusedContract.oneOf(random, ACTIVATIONS));
  }

  /** A rate of 1 drops all in this cell. */
  private static double rate(RandomSource random) {
    return random.nextInt(8) == 0 ? 1 : FusedContract.rate(random);
  }

  @Override
  public SimpleRNN plain(int units) {
    return SimpleRNN.of(units);
  }

  @Override
  public SimpleRNN with(Activation activation) {
    return SimpleRNN.of(2).activation(activation);
  }
}
