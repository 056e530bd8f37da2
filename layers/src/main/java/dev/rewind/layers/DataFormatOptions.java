package dev.rewind.layers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;

/**
 * The option of layers that Keras has for other orders of the axes too.
 *
 * @param <S> the layer's own type
 */
public interface DataFormatOptions<S> extends WithOptions<S> {
  /** Option {@code data_format}: {@code "channels_last"}, the order that Rewind has. */
  Option<String> DATA_FORMAT =
      Option.of("data_format", Codecs.TEXT, "channels_last")
          .in("channels_last"::equals, "channels_last");

  /**
   * Which axis the features are.
   *
   * @return {@code "channels_last"}
   */
  default String dataFormat() {
    return options().get(DATA_FORMAT);
  }
}
