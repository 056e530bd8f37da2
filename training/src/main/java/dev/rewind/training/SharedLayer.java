package dev.rewind.training;

import dev.rewind.layers.LayerConfig;
import java.util.Objects;

/**
 * One layer of a graph, which may be applied in several places and has its weights once.
 *
 * <pre>{@code
 * SharedLayer encoder = SharedLayer.of(GRU.of(16));
 * Tensor a = left.apply(encoder);
 * Tensor b = right.apply(encoder); // the same weights
 * }</pre>
 *
 * <p>It may be applied to inputs of several shapes, as far as it would have weights of the same
 * shapes for each: a {@code Dense} to vectors and to sequences, a layer without weights to any.
 *
 * <p>A description is a value: two equal ones are the same. So what is shared needs an identity,
 * and this is it: two shared layers of equal descriptions are two layers. Immutable; the weights
 * are made when a model is built, for each model its own.
 */
public final class SharedLayer {
  private final LayerConfig config;

  private SharedLayer(LayerConfig config) {
    this.config = config;
  }

  /**
   * A layer to apply in several places.
   *
   * @param config what it computes
   * @return a new layer, equal to no other
   */
  public static SharedLayer of(LayerConfig config) {
    return new SharedLayer(Objects.requireNonNull(config, "config"));
  }

  /**
   * What the layer computes.
   *
   * @return the description
   */
  public LayerConfig config() {
    return config;
  }

  @Override
  public String toString() {
    return "SharedLayer(" + config + ")";
  }
}
