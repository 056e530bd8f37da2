package dev.rewind.layers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Sets random elements to zero in training, and scales the others so that the expected sum stays.
 *
 * <pre>
 *   y = x ⊙ m     m = 0 with probability rate, else 1/(1 − rate)
 * </pre>
 *
 * <p>Outside of training {@code y = x}. A mask of time steps is carried on. With a {@code
 * noiseShape} m is drawn in that shape, and an axis of size 1 shares it.
 *
 * <p><b>Shapes</b>: any; the result has the same.
 *
 * <p><b>Source</b>: Srivastava et al., "Dropout: a simple way to prevent neural networks from
 * overfitting", JMLR 15, 2014; {@code keras/src/layers/regularization/dropout.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Dropout(Options options)
    implements TrainingOnly, LayerOptions<Dropout>, RateOptions<Dropout>, SeedOptions<Dropout> {

  /** Option {@code noise_shape}: one positive size, or nothing, for each axis. */
  public static final Option<Optional<List<Optional<Integer>>>> NOISE_SHAPE =
      Option.of(
              "noise_shape",
              Codecs.optional(Codecs.list(Codecs.optional(Codecs.INTEGER))),
              Optional.<List<Optional<Integer>>>empty())
          .in(
              shape ->
                  shape.stream()
                      .flatMap(List::stream)
                      .flatMap(Optional::stream)
                      .allMatch(size -> size > 0),
              "positive numbers or nothing");

  private static final Options DECLARED =
      Options.of("Dropout", COMMON).and(List.of(RATE, SEED, NOISE_SHAPE));

  /**
   * Takes options that were made for a dropout layer.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Dropout {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A dropout layer.
   *
   * @param rate the fraction that is dropped, in [0, 1)
   * @return a description
   * @throws IllegalArgumentException if the rate is out of range
   */
  public static Dropout of(double rate) {
    return new Dropout(DECLARED.with(RATE, rate));
  }

  @Override
  public Dropout with(Options newOptions) {
    return new Dropout(newOptions);
  }

  /**
   * Says which elements share one draw.
   *
   * @param noiseShape one size for each axis, the samples first: 1 where the axis shares it, else
   *     the size of the axis, or nothing for whatever that is. By default nothing is shared
   * @return a changed copy
   * @throws IllegalArgumentException if a size is not positive
   */
  public Dropout noiseShape(List<Optional<Integer>> noiseShape) {
    return with(options.with(NOISE_SHAPE, Optional.of(List.copyOf(noiseShape))));
  }

  /**
   * Which elements share one draw.
   *
   * @return one size or nothing for each axis; nothing at all by default
   */
  public Optional<List<Optional<Integer>>> noiseShape() {
    return options.get(NOISE_SHAPE);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    noise(input).requireAxes(className(), input);
    return input;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    noise(input).requireAxes(name, input);
    Optional<RandomSource> stream = newStream();
    return new WeightlessLayer(
        name,
        this,
        stream,
        (context, x) -> dropped(name, context, x, noise(x.shape()), rate(), stream));
  }

  private NoiseShape noise(DataShape input) {
    return noiseShape().map(NoiseShape::new).orElseGet(() -> NoiseShape.nothingShared(input));
  }

  /** Drops in training; asks for a mask of the noise's shape, unless there is nothing to drop. */
  static Sequence dropped(
      String name,
      CallContext context,
      Sequence input,
      NoiseShape noise,
      double rate,
      Optional<RandomSource> stream) {
    if (!context.training() || rate == 0) {
      return input;
    }
    DMatrixRMaj mask =
        context
            .dropout()
            .mask(
                new DropoutSource.Request(
                    name, DropoutSource.Kind.INPUT, 0, noise.matrix(name, input), rate, stream));
    return input.withValues(noise.multiply(name, input, context.tape().constant(mask)));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
