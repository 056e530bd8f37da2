package dev.rewind.training.metrics;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import java.util.List;

/** One or more numbers, in plain form a number or a list. One alone is written as a number. */
record NumbersCodec() implements Codec<List<Double>> {
  @Override
  public List<Double> read(Object plain) {
    if (plain instanceof Number number) {
      return List.of(number.doubleValue());
    }
    try {
      return Codecs.list(Codecs.DOUBLE).read(plain);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a number or a list of numbers", e);
    }
  }

  @Override
  public Object write(List<Double> value) {
    return value.size() == 1 ? value.get(0) : value;
  }
}
