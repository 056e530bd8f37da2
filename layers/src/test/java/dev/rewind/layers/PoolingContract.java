package dev.rewind.layers;

import dev.rewind.core.options.Option;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a layer owes that makes one step of all: no weights, no mask, and Keras' two options. */
interface PoolingContract extends LayerContract {

  @Override
  default List<String> keys() {
    return List.of("name", "trainable", "dtype", "data_format", "keepdims");
  }

  @Override
  default Set<Option<?>> fixed() {
    return Set.of(PoolingOptions.DATA_FORMAT);
  }

  @Override
  default List<String> weights() {
    return List.of();
  }

  @Override
  default boolean takesVectors() {
    return false;
  }

  @Override
  default Optional<Mask> maskOfResult() {
    return Optional.empty();
  }
}
