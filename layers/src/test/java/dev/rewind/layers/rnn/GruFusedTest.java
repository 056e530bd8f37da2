package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.activations.Activation;

/** The GRU as one op, beside its composed twin. */
class GruFusedTest implements FusedContract<GRU> {
  @Override
  public GRU draw(RandomSource random, int units) {
    return GRU.of(units)
        .resetAfter(FusedContract.coin(random))
        .useBias(FusedContract.coin(random))
        .implementation(1 + random.nextInt(2))
        .dropout(FusedContract.rate(random))
        .recurrentDropout(FusedContract.rate(random))
        .activation(FusedContract.oneOf(random, ACTIVATIONS))
        .recurrentActivation(FusedContract.oneOf(random, ACTIVATIONS));
  }

  @Override
  public GRU plain(int units) {
    return GRU.of(units);
  }

  @Override
  public GRU with(Activation activation) {
    return GRU.of(2).activation(activation);
  }
}
