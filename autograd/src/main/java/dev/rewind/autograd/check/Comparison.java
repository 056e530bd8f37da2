package dev.rewind.autograd.check;

/**
 * Both sides along one direction.
 *
 * @param place where, as it is written in messages
 * @param analytic the gradient's component
 * @param numeric the finite difference
 * @param scale the magnitude of a typical element
 */
record Comparison(String place, double analytic, NumericDerivative.Estimate numeric, double scale) {

  double difference() {
    double difference = Math.abs(analytic - numeric.value());
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  /**
   * The difference relative to the scale or to the floor.
   *
   * @param visible which error of the numeric side is put up with besides noise: what is small
   *     against the largest gradient of the matrix
   */
  double relativeError(double tolerance, double visible) {
    double difference = difference();
    if (difference == 0 || difference == Double.POSITIVE_INFINITY) {
      return difference;
    }
    double blur = Math.max(numeric.noise(), Math.min(numeric.error(), visible));
    return difference / Math.max(scale, blur / tolerance);
  }

  /** The same for a direction that is shorter by a factor. */
  Comparison per(double factor) {
    return new Comparison(
        place,
        analytic / factor,
        new NumericDerivative.Estimate(
            numeric.value() / factor, numeric.truncation() / factor, numeric.noise() / factor),
        scale / factor);
  }
}
