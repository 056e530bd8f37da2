package dev.rewind.layers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * Draws masks and noise anew at each request.
 *
 * @param random what they are drawn from, unless a request has a stream of its own
 */
record RandomDropout(RandomSource random) implements DropoutSource {
  @Override
  public DMatrixRMaj mask(Request request) {
    RandomSource source = request.stream().orElse(random);
    DMatrixRMaj mask = matrix(request.shape());
    double kept = 1 / (1 - request.rate());
    for (int i = 0; i < mask.getNumElements(); i++) {
      mask.set(i, source.nextDouble() < request.rate() ? 0 : kept);
    }
    return mask;
  }

  @Override
  public DMatrixRMaj noise(Noise request) {
    RandomSource source = request.stream().orElse(random);
    return source.fillGaussian(0, request.deviation(), matrix(request.shape()));
  }

  private static DMatrixRMaj matrix(Shape shape) {
    return new DMatrixRMaj(shape.rows(), shape.columns());
  }
}
