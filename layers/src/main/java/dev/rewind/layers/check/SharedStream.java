package dev.rewind.layers.check;

import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.DropoutSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Draws all masks and all noise from one stream, and remembers the shapes of the masks. The stream
 * of a layer that has a seed of its own moves on from call to call, so that no two calls could be
 * compared; here it is left where it is.
 */
final class SharedStream implements DropoutSource {
  private final DropoutSource source;
  private final List<Shape> masks = new ArrayList<>();

  SharedStream(RandomSource random) {
    this.source = DropoutSource.random(random);
  }

  /** The shapes of the masks that were asked for so far, in this order. */
  List<Shape> masks() {
    return List.copyOf(masks);
  }

  @Override
  public DMatrixRMaj mask(Request request) {
    masks.add(request.shape());
    return source.mask(
        new Request(
            request.owner(), request.kind(), request.gate(), request.shape(), request.rate()));
  }

  @Override
  public DMatrixRMaj noise(Noise request) {
    return source.noise(
        new Noise(request.owner(), request.shape(), request.deviation(), Optional.empty()));
  }
}
