package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.PackedProducts;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** How many numbers a vector of this machine holds. No result depends on it. */
final class Lanes {
  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() > PackedProducts.WIDEST
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;

  /** As many bit patterns. */
  static final VectorSpecies<Long> LONGS = SPECIES.withLanes(long.class).check(long.class);

  static final int COUNT = SPECIES.length();

  private Lanes() {}

  /** The next multiple of the number of lanes. */
  static int padded(int columns) {
    return (columns + COUNT - 1) / COUNT * COUNT;
  }
}
