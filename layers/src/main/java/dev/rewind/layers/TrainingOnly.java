package dev.rewind.layers;

/**
 * The description of a layer that acts in training only, such as dropout: outside of training its
 * result is its input.
 */
public interface TrainingOnly extends LayerConfig {

  /** It gives on each step by itself. */
  @Override
  default boolean isStepwise() {
    return true;
  }
}
