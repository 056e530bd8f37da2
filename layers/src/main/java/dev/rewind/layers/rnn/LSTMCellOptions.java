package dev.rewind.layers.rnn;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import java.util.List;
import java.util.stream.Stream;

/**
 * The options that an LSTM layer and its cell share.
 *
 * @param <S> the layer's or cell's own type
 */
public interface LSTMCellOptions<S> extends GatedCellOptions<S> {
  /** Option {@code unit_forget_bias}. */
  Option<Boolean> UNIT_FORGET_BIAS = Option.of("unit_forget_bias", Codecs.BOOLEAN, true);

  /** All of them. */
  List<Option<?>> LSTM_CELL =
      Stream.concat(GATED_CELL.stream(), Stream.<Option<?>>of(UNIT_FORGET_BIAS, SEED)).toList();

  /**
   * Says whether the bias of the forget gate starts at 1, so that a new cell remembers (Jozefowicz
   * et al., "An empirical exploration of recurrent network architectures", 2015).
   *
   * @param unitForgetBias true, the default: at 1, whatever the bias initializer is, which then
   *     makes the rest; false: as the bias initializer says
   * @return a changed copy
   */
  default S unitForgetBias(boolean unitForgetBias) {
    return with(options().with(UNIT_FORGET_BIAS, unitForgetBias));
  }

  /**
   * Whether the bias of the forget gate starts at 1.
   *
   * @return true by default
   */
  default boolean unitForgetBias() {
    return options().get(UNIT_FORGET_BIAS);
  }
}
