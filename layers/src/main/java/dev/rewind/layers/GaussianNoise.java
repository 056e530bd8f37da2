package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.add;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Adds normal numbers in training.
 *
 * <pre>
 *   y = x + e     e ~ N(0, stddev²)
 * </pre>
 *
 * <p>Outside of training {@code y = x}. A mask of time steps is carried on. The noise comes from
 * the call's {@link DropoutSource}, so that a test can say what it is.
 *
 * <p><b>Shapes</b>: any; the result has the same.
 *
 * <p><b>Source</b>: {@code keras/src/layers/regularization/gaussian_noise.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record GaussianNoise(Options options)
    implements TrainingOnly, LayerOptions<GaussianNoise>, SeedOptions<GaussianNoise> {

  /** Option {@code stddev}: the standard deviation of the noise, in [0, 1]. */
  public static final Option<Double> STDDEV =
      Option.required("stddev", Codecs.DOUBLE)
          .in(stddev -> stddev >= 0 && stddev <= 1, "in [0, 1]");

  private static final Options DECLARED =
      Options.of("GaussianNoise", COMMON).and(List.of(STDDEV, SEED));

  /**
   * Takes options that were made for a layer of noise.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public GaussianNoise {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A layer of noise.
   *
   * @param stddev the standard deviation of the noise, in [0, 1]
   * @return a description
   * @throws IllegalArgumentException if it is out of range
   */
  public static GaussianNoise of(double stddev) {
    return new GaussianNoise(DECLARED.with(STDDEV, stddev));
  }

  @Override
  public GaussianNoise with(Options newOptions) {
    return new GaussianNoise(newOptions);
  }

  /**
   * The standard deviation of the noise.
   *
   * @return in [0, 1]
   */
  public double stddev() {
    return options.get(STDDEV);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return input;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    Optional<RandomSource> stream = newStream();
    return new WeightlessLayer(name, this, stream, (context, x) -> noisy(name, context, x, stream));
  }

  private Sequence noisy(
      String name, CallContext context, Sequence input, Optional<RandomSource> stream) {
    if (!context.training() || stddev() == 0) {
      return input;
    }
    DMatrixRMaj noise =
        context
            .dropout()
            .noise(new DropoutSource.Noise(name, input.values().shape(), stddev(), stream));
    return input.withValues(add(input.values(), context.tape().constant(noise)));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
