package dev.rewind.layers.rnn;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import java.util.List;
import java.util.stream.Stream;

/**
 * The options that a GRU layer and its cell share.
 *
 * @param <S> the layer's or cell's own type
 */
public interface GRUCellOptions<S> extends GatedCellOptions<S> {
  /** Option {@code reset_after}. */
  Option<Boolean> RESET_AFTER = Option.of("reset_after", Codecs.BOOLEAN, true);

  /** All of them. */
  List<Option<?>> GRU_CELL =
      Stream.concat(GATED_CELL.stream(), Stream.<Option<?>>of(RESET_AFTER, SEED)).toList();

  /**
   * Says where the reset gate acts.
   *
   * @param resetAfter true, the default: after the product with the recurrent kernel
   *     (arXiv:1406.1078v1, cuDNN), with a recurrent bias of its own; false: before it
   *     (arXiv:1406.1078v3)
   * @return a changed copy
   */
  default S resetAfter(boolean resetAfter) {
    return with(options().with(RESET_AFTER, resetAfter));
  }

  /**
   * Where the reset gate acts.
   *
   * @return true by default, after the product
   */
  default boolean resetAfter() {
    return options().get(RESET_AFTER);
  }
}
