package dev.rewind.training.metrics;

/** Quotients in which something divided by 0 is 0. */
final class Ratios {
  private Ratios() {}

  static double of(double numerator, double denominator) {
    return denominator == 0 ? 0 : numerator / denominator;
  }

  /** The share of each part in what it makes up with the other one. */
  static double[] shares(double[] parts, double[] others) {
    double[] shares = new double[parts.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = of(parts[i], parts[i] + others[i]);
    }
    return shares;
  }
}
