package dev.rewind.layers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets random features to zero in training, each for all time steps of a sample, and scales the
 * others so that the expected sum stays.
 *
 * <pre>
 *   y[b, t] = x[b, t] ⊙ m[b]     m = 0 with probability rate, else 1/(1 − rate)
 * </pre>
 *
 * <p>Outside of training {@code y = x}. A mask of time steps is carried on.
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features)}; the result has the same. A recorded mask
 * is {@code [batch, features]}.
 *
 * <p><b>Source</b>: Tompson et al., "Efficient object localization using convolutional networks",
 * CVPR 2015, arXiv:1411.4280, section 3.2; {@code
 * keras/src/layers/regularization/spatial_dropout.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record SpatialDropout1D(Options options)
    implements TrainingOnly,
        LayerOptions<SpatialDropout1D>,
        RateOptions<SpatialDropout1D>,
        SeedOptions<SpatialDropout1D> {

  private static final NoiseShape STEPS_SHARE =
      new NoiseShape(List.of(Optional.empty(), Optional.of(1), Optional.empty()));

  private static final Options DECLARED =
      Options.of("SpatialDropout1D", COMMON).and(List.of(RATE, SEED)).quiet(TRAINABLE);

  /**
   * Takes options that were made for a spatial dropout layer.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public SpatialDropout1D {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A spatial dropout layer.
   *
   * @param rate the fraction that is dropped, in [0, 1)
   * @return a description
   * @throws IllegalArgumentException if the rate is out of range
   */
  public static SpatialDropout1D of(double rate) {
    return new SpatialDropout1D(DECLARED.with(RATE, rate));
  }

  @Override
  public SpatialDropout1D with(Options newOptions) {
    return new SpatialDropout1D(newOptions);
  }

  /** All options in plain form; Keras writes the type of numbers of this class as its name. */
  @Override
  public Map<String, Object> getConfig() {
    Map<String, Object> config = options.toPlain();
    config.put(DTYPE.key(), dtype());
    return config;
  }

  @Override
  public DataShape outputShape(DataShape input) {
    LayerChecks.hasTime(className(), input);
    return input;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    Optional<RandomSource> stream = newStream();
    return new WeightlessLayer(
        name,
        this,
        stream,
        (context, x) -> {
          LayerChecks.hasTime(name, x.shape());
          return Dropout.dropped(name, context, x, STEPS_SHARE, rate(), stream);
        });
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
