package dev.rewind.layers;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import java.util.List;

/**
 * The axes of a normalisation. Keras writes a single axis as a number until the layer is built, and
 * as a list from then on; which of the two it was is kept.
 *
 * @param axes from 1, or from −1 backwards
 * @param listed whether a configuration has them as a list
 */
public record NormalizationAxis(List<Integer> axes, boolean listed) {
  static final Codec<NormalizationAxis> CODEC = new AxisCodec();

  /**
   * Copies the list.
   *
   * @param axes from 1, or from −1 backwards
   * @param listed whether a configuration has them as a list
   */
  public NormalizationAxis {
    axes = List.copyOf(axes);
  }

  /**
   * Some axes; one alone as a number.
   *
   * @param axes from 1, or from −1 backwards
   * @return these axes
   */
  static NormalizationAxis of(List<Integer> axes) {
    return new NormalizationAxis(axes, axes.size() != 1);
  }

  @Override
  public String toString() {
    return listed ? axes.toString() : axes.get(0).toString();
  }

  private record AxisCodec() implements Codec<NormalizationAxis> {
    private static final Codec<List<Integer>> LIST = Codecs.list(Codecs.INTEGER);

    @Override
    public NormalizationAxis read(Object plain) {
      return plain instanceof List<?>
          ? new NormalizationAxis(LIST.read(plain), true)
          : of(List.of(Codecs.INTEGER.read(plain)));
    }

    @Override
    public Object write(NormalizationAxis axis) {
      return axis.listed ? LIST.write(axis.axes) : axis.axes.get(0);
    }
  }
}
