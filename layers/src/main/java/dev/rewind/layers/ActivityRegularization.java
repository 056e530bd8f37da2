package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.scale;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import dev.rewind.layers.regularizers.L1L2;
import java.util.List;

/**
 * Lets the data through and adds a penalty on them to the loss.
 *
 * <pre>
 *   y       = x
 *   penalty = (l1 · Σ |x| + l2 · Σ x²) / batch
 * </pre>
 *
 * <p><b>Shapes</b>: any; the result has the same, and carries the mask on.
 *
 * <p><b>Source</b>: {@code keras/src/layers/regularization/activity_regularization.py}, Keras
 * 3.15.1.
 *
 * @param options all options with their values
 */
public record ActivityRegularization(Options options)
    implements TrainingOnly, LayerOptions<ActivityRegularization> {

  /** Option {@code l1}: the factor of the absolute values, finite, at least 0; 0 by default. */
  public static final Option<Double> L1 =
      Option.of("l1", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);

  /** Option {@code l2}: the factor of the squares, finite, at least 0; 0 by default. */
  public static final Option<Double> L2 =
      Option.of("l2", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);

  private static final Options DECLARED =
      Options.of("ActivityRegularization", COMMON).and(List.of(L1, L2));

  /**
   * Takes options that were made for a penalty on the data.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public ActivityRegularization {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A penalty on the data.
   *
   * @return a description with both factors 0
   */
  public static ActivityRegularization of() {
    return new ActivityRegularization(DECLARED);
  }

  @Override
  public ActivityRegularization with(Options newOptions) {
    return new ActivityRegularization(newOptions);
  }

  /**
   * Sets the factor of the absolute values.
   *
   * @param l1 finite, at least 0, 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public ActivityRegularization l1(double l1) {
    return with(options.with(L1, l1));
  }

  /**
   * The factor of the absolute values.
   *
   * @return finite, at least 0, 0 by default
   */
  public double l1() {
    return options.get(L1);
  }

  /**
   * Sets the factor of the squares.
   *
   * @param l2 finite, at least 0, 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public ActivityRegularization l2(double l2) {
    return with(options.with(L2, l2));
  }

  /**
   * The factor of the squares.
   *
   * @return finite, at least 0, 0 by default
   */
  public double l2() {
    return options.get(L2);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return input;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    L1L2 regularizer = L1L2.of(l1(), l2());
    return new WeightlessLayer(
        name,
        this,
        (context, x) -> {
          context.addLoss(scale(regularizer.penalty(x.values()), 1.0 / x.batch()));
          return x;
        });
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
