package dev.rewind.layers.activations;

import dev.rewind.autograd.ops.activations.Celu;
import dev.rewind.autograd.ops.activations.Elu;
import dev.rewind.autograd.ops.activations.Gelu;
import dev.rewind.autograd.ops.activations.GeluTanh;
import dev.rewind.autograd.ops.activations.HardShrink;
import dev.rewind.autograd.ops.activations.Relu;
import dev.rewind.autograd.ops.activations.SoftShrink;
import dev.rewind.autograd.ops.activations.Squareplus;
import dev.rewind.autograd.ops.activations.Threshold;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import dev.rewind.layers.activations.ElementwiseFunction.OfArguments;
import java.util.Optional;

/**
 * The activations that have arguments, as part of {@link Activations}, which inherits them: write
 * {@code Activations.elu(0.5)}.
 */
public abstract sealed class ActivationsWithArguments permits Activations {
  private static final Option<Double> SLOPE =
      Option.of("negative_slope", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);
  private static final Option<Optional<Double>> MAX_VALUE =
      Option.of("max_value", Codecs.optional(Codecs.DOUBLE), Optional.empty())
          .in(max -> max.orElse(0.0) >= 0, "none or at least 0");
  private static final Option<Double> OPENING =
      Option.of("threshold", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);
  private static final Option<Double> LEAKY_SLOPE =
      Option.of("negative_slope", Codecs.DOUBLE, 0.2).in(Range.NOT_NEGATIVE);
  private static final Option<Double> ELU_ALPHA =
      Option.of("alpha", Codecs.DOUBLE, 1.0).in(Range.NOT_NEGATIVE);
  private static final Option<Double> CELU_ALPHA =
      Option.of("alpha", Codecs.DOUBLE, 1.0).in(Range.POSITIVE);
  private static final Option<Boolean> APPROXIMATE =
      Option.of("approximate", Codecs.BOOLEAN, false);
  private static final Option<Double> SHRINKAGE =
      Option.of("threshold", Codecs.DOUBLE, 0.5).in(Range.NOT_NEGATIVE);
  private static final Option<Double> B = Option.of("b", Codecs.DOUBLE, 4.0).in(Range.POSITIVE);
  private static final Option<Double> LEAST =
      Option.required("threshold", Codecs.DOUBLE).in(Range.FINITE);
  private static final Option<Double> DEFAULT_VALUE =
      Option.required("default_value", Codecs.DOUBLE).in(Range.FINITE);

  /** {@code max(x, 0)}. */
  public static final Activation RELU =
      new Activation(
          Options.of("relu", SLOPE, MAX_VALUE, OPENING),
          new OfArguments(
              o ->
                  new Relu(
                      o.get(SLOPE),
                      o.get(MAX_VALUE).orElse(Double.POSITIVE_INFINITY),
                      o.get(OPENING))));

  /** {@code x} where positive, else {@code 0.2 x}. */
  public static final Activation LEAKY_RELU =
      new Activation(
          Options.of("leaky_relu", LEAKY_SLOPE),
          new OfArguments(o -> new Relu(o.get(LEAKY_SLOPE), Double.POSITIVE_INFINITY, 0)));

  /** {@code x} where positive, else {@code eˣ − 1}. */
  public static final Activation ELU =
      new Activation(Options.of("elu", ELU_ALPHA), new OfArguments(o -> new Elu(o.get(ELU_ALPHA))));

  /** {@code x} where positive, else {@code eˣ − 1}. */
  public static final Activation CELU =
      new Activation(
          Options.of("celu", CELU_ALPHA), new OfArguments(o -> new Celu(o.get(CELU_ALPHA))));

  /** {@code x · Φ(x)}, Φ the distribution function of the standard normal. */
  public static final Activation GELU =
      new Activation(
          Options.of("gelu", APPROXIMATE),
          new OfArguments(o -> o.get(APPROXIMATE) ? new GeluTanh() : new Gelu()));

  /** {@code x} moved towards 0 by 0.5, 0 where {@code |x| ≤ 0.5}. */
  public static final Activation SOFT_SHRINK =
      new Activation(
          Options.of("soft_shrink", SHRINKAGE),
          new OfArguments(o -> new SoftShrink(o.get(SHRINKAGE))));

  /** {@code x}, but 0 where {@code |x| ≤ 0.5}. */
  public static final Activation HARD_SHRINK =
      new Activation(
          Options.of("hard_shrink", SHRINKAGE),
          new OfArguments(o -> new HardShrink(o.get(SHRINKAGE))));

  /** {@code (x + √(x² + 4)) / 2}. */
  public static final Activation SQUAREPLUS =
      new Activation(Options.of("squareplus", B), new OfArguments(o -> new Squareplus(o.get(B))));

  /** Has no defaults, so there is {@link #threshold} only. */
  static final Activation THRESHOLD =
      new Activation(
          Options.of("threshold", LEAST, DEFAULT_VALUE),
          new OfArguments(o -> new Threshold(o.get(LEAST), o.get(DEFAULT_VALUE))));

  ActivationsWithArguments() {}

  /**
   * Rectifier with slope, ceiling and threshold.
   *
   * @param negativeSlope slope below the threshold, finite, at least 0
   * @param maxValue the largest result, at least 0, may be {@link Double#POSITIVE_INFINITY}
   * @param threshold where the rectifier opens, finite, at least 0
   * @return the activation
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Activation relu(double negativeSlope, double maxValue, double threshold) {
    return RELU.with(
        RELU.options()
            .with(SLOPE, negativeSlope)
            .with(MAX_VALUE, Optional.of(maxValue).filter(max -> max != Double.POSITIVE_INFINITY))
            .with(OPENING, threshold));
  }

  /**
   * {@code x} where positive, else {@code negativeSlope · x}.
   *
   * @param negativeSlope finite, at least 0
   * @return the activation
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Activation leakyRelu(double negativeSlope) {
    return LEAKY_RELU.with(LEAKY_RELU.options().with(LEAKY_SLOPE, negativeSlope));
  }

  /**
   * {@code x} where positive, else {@code alpha · (eˣ − 1)}.
   *
   * @param alpha finite, at least 0
   * @return the activation
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Activation elu(double alpha) {
    return ELU.with(ELU.options().with(ELU_ALPHA, alpha));
  }

  /**
   * {@code x} where positive, else {@code alpha · (e^(x / alpha) − 1)}.
   *
   * @param alpha finite and positive
   * @return the activation
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Activation celu(double alpha) {
    return CELU.with(CELU.options().with(CELU_ALPHA, alpha));
  }

  /**
   * {@code x · Φ(x)}, Φ the distribution function of the standard normal.
   *
   * @param approximate whether to use the approximation by a tanh
   * @return the activation
   */
  public static Activation gelu(boolean approximate) {
    return GELU.with(GELU.options().with(APPROXIMATE, approximate));
  }

  /**
   * {@code x} moved towards 0, 0 where {@code |x| ≤ threshold}.
   *
   * @param threshold finite, at least 0
   * @return the activation
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Activation softShrink(double threshold) {
    return SOFT_SHRINK.with(SOFT_SHRINK.options().with(SHRINKAGE, threshold));
  }

  /**
   * {@code x}, but 0 where {@code |x| ≤ threshold}.
   *
   * @param threshold finite, at least 0
   * @return the activation
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Activation hardShrink(double threshold) {
    return HARD_SHRINK.with(HARD_SHRINK.options().with(SHRINKAGE, threshold));
  }

  /**
   * {@code (x + √(x² + b)) / 2}.
   *
   * @param b finite and positive
   * @return the activation
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Activation squareplus(double b) {
    return SQUAREPLUS.with(SQUAREPLUS.options().with(B, b));
  }

  /**
   * {@code x} where above the threshold, else the default value.
   *
   * @param threshold what an element must exceed, finite
   * @param defaultValue what replaces it if it does not, finite
   * @return the activation
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Activation threshold(double threshold, double defaultValue) {
    return THRESHOLD.with(
        THRESHOLD.options().with(LEAST, threshold).with(DEFAULT_VALUE, defaultValue));
  }
}
