package dev.rewind.training.losses;

/** Slopes at kinks, as Keras on torch has them. */
final class KinkSlopes {
  private KinkSlopes() {}

  /** The slope of {@code max(x, bound)}: 1 above the bound, 0 below, and the half exactly there. */
  static double ofMaximum(double x, double bound) {
    if (x == bound) {
      return 0.5;
    }
    return x > bound ? 1 : 0;
  }
}
