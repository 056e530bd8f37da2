package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.Initializers;
import dev.rewind.layers.initializers.Ones;
import dev.rewind.layers.initializers.Zeros;
import java.util.List;

/**
 * Brings each feature to mean 0 and variance 1 over the batch.
 *
 * <pre>
 *   y = gamma ⊙ (x − mean) / √(variance + epsilon) + beta
 * </pre>
 *
 * <p><b>In training</b> mean and (biased) variance are those of the batch, over all samples and
 * time steps that are not masked, and the call itself moves the averages towards them:
 *
 * <pre>
 *   movingMean     ← momentum · movingMean     + (1 − momentum) · mean
 *   movingVariance ← momentum · movingVariance + (1 − momentum) · variance
 * </pre>
 *
 * <p>Where there is a mask, Keras divides by the number of steps plus 1e-7. <b>Outside of
 * training</b>, and always if the layer is frozen with {@code trainable(false)}, the moving
 * averages are used and stay.
 *
 * <p><b>Renormalisation</b>: with {@code renorm} training computes {@code (x − mean) / √(variance +
 * epsilon) · r + d} before gamma and beta, where r and d, which get no gradient, lead from the
 * batch's moments to averages of their own.
 *
 * <p><b>Shapes</b>: any; the result has the same, and carries the mask on.
 *
 * <p><b>Parameters</b>, all {@code [1, features]}: {@code gamma}, ones, absent without {@code
 * scale}; {@code beta}, zeros, absent without {@code center}; not trained are {@code moving_mean},
 * zeros, and {@code moving_variance}, ones; with {@code renorm} also {@code moving_stddev}, {@code
 * renorm_mean} and {@code renorm_stddev}, which start as the averages do.
 *
 * <p><b>Source</b>: Ioffe and Szegedy, arXiv:1502.03167, algorithms 1 and 2; Ioffe,
 * arXiv:1702.03275, algorithm 1; {@code keras/src/layers/normalization/batch_normalization.py},
 * Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record BatchNormalization(Options options)
    implements LayerConfig,
        LayerOptions<BatchNormalization>,
        NormalizationOptions<BatchNormalization>,
        RenormOptions<BatchNormalization> {

  /** Option {@code axis}: which one the features are, −1 by default. */
  public static final Option<Integer> AXIS = Option.of("axis", Codecs.INTEGER, -1);

  /** Option {@code momentum}: how much of a moving average stays, finite; 0.99 by default. */
  public static final Option<Double> MOMENTUM =
      Option.of("momentum", Codecs.DOUBLE, 0.99).in(Range.FINITE);

  /** Option {@code moving_mean_initializer}, zeros by default. */
  public static final Option<Initializer> MOVING_MEAN_INITIALIZER =
      Option.of("moving_mean_initializer", Initializers.CODEC, Zeros.of());

  /** Option {@code moving_variance_initializer}, ones by default. */
  public static final Option<Initializer> MOVING_VARIANCE_INITIALIZER =
      Option.of("moving_variance_initializer", Initializers.CODEC, Ones.of());

  /**
   * Option {@code synchronized}: kept for the way back to Keras, where it joins the batches of
   * several devices. Here there is one.
   */
  public static final Option<Boolean> SYNCHRONIZED =
      Option.of("synchronized", Codecs.BOOLEAN, false);

  private static final Options DECLARED =
      Options.of("BatchNormalization", COMMON)
          .and(List.of(AXIS, MOMENTUM, EPSILON, CENTER, SCALE))
          .and(BETA.all())
          .and(GAMMA.all())
          .and(List.of(MOVING_MEAN_INITIALIZER, MOVING_VARIANCE_INITIALIZER, SYNCHRONIZED))
          .and(List.of(RENORM, RENORM_CLIPPING, RENORM_MOMENTUM));

  /**
   * Takes options that were made for a batch normalisation.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public BatchNormalization {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A batch normalisation.
   *
   * @return a description with Keras' defaults
   */
  public static BatchNormalization of() {
    return new BatchNormalization(DECLARED);
  }

  @Override
  public BatchNormalization with(Options newOptions) {
    return new BatchNormalization(newOptions);
  }

  /**
   * Says which axis the features are.
   *
   * @param axis −1, the default, or the number of the last axis; no other is normalised here
   * @return a changed copy
   */
  public BatchNormalization axis(int axis) {
    return with(options.with(AXIS, axis));
  }

  /**
   * Which axis the features are.
   *
   * @return −1 by default
   */
  public int axis() {
    return options.get(AXIS);
  }

  /**
   * Says how much of the moving averages stays in a call.
   *
   * @param momentum finite, usually a little below 1; 0.99 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is infinite or NaN
   */
  public BatchNormalization momentum(double momentum) {
    return with(options.with(MOMENTUM, momentum));
  }

  /**
   * How much of the moving averages stays in a call.
   *
   * @return 0.99 by default
   */
  public double momentum() {
    return options.get(MOMENTUM);
  }

  /**
   * Says how the moving mean starts.
   *
   * @param initializer by default {@link Zeros}
   * @return a changed copy
   */
  public BatchNormalization movingMeanInitializer(Initializer initializer) {
    return with(options.with(MOVING_MEAN_INITIALIZER, initializer));
  }

  /**
   * How the moving mean starts.
   *
   * @return the initializer
   */
  public Initializer movingMeanInitializer() {
    return options.get(MOVING_MEAN_INITIALIZER);
  }

  /**
   * Says how the moving variance starts.
   *
   * @param initializer by default {@link Ones}
   * @return a changed copy
   */
  public BatchNormalization movingVarianceInitializer(Initializer initializer) {
    return with(options.with(MOVING_VARIANCE_INITIALIZER, initializer));
  }

  /**
   * How the moving variance starts.
   *
   * @return the initializer
   */
  public Initializer movingVarianceInitializer() {
    return options.get(MOVING_VARIANCE_INITIALIZER);
  }

  /**
   * Says whether Keras shall join the batches of several devices.
   *
   * @param synchronize false by default; changes nothing here
   * @return a changed copy
   */
  public BatchNormalization synchronize(boolean synchronize) {
    return with(options.with(SYNCHRONIZED, synchronize));
  }

  /**
   * Whether Keras shall join the batches of several devices.
   *
   * @return false by default
   */
  public boolean synchronize() {
    return options.get(SYNCHRONIZED);
  }

  @Override
  public boolean isStepwise() {
    return true;
  }

  @Override
  public DataShape outputShape(DataShape input) {
    requireFeatures(className(), input);
    return input;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    requireFeatures(name, input);
    return BuiltBatchNormalization.make(name, this, input.features(), random);
  }

  private void requireFeatures(String who, DataShape input) {
    int last = input.hasTime() ? 2 : 1;
    Checks.require(
        axis() == -1 || axis() == last,
        who,
        "axis "
            + axis()
            + " of "
            + input
            + " can not be normalised here; expected the features, -1 or "
            + last
            + ".");
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
