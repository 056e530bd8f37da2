package dev.rewind.layers;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import java.util.List;

/** Reads one axis or a list of them; writes a list, as Keras does once a layer is built. */
record AxesCodec() implements Codec<List<Integer>> {
  private static final Codec<List<Integer>> LIST = Codecs.list(Codecs.INTEGER);

  @Override
  public List<Integer> read(Object plain) {
    return plain instanceof List<?> ? LIST.read(plain) : List.of(Codecs.INTEGER.read(plain));
  }

  @Override
  public Object write(List<Integer> axes) {
    return LIST.write(axes);
  }
}
