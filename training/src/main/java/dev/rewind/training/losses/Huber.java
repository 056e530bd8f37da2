package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;

/**
 * The squared error of small differences and the absolute error of large ones: outliers count less
 * than in {@link MeanSquaredError}.
 *
 * <pre>
 *   v = 1/k · Σ h(p − t)        h(e) = e²/2              if |e| ≤ δ
 *                               h(e) = δ·|e| − δ²/2      otherwise        δ = delta
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns, and a changed delta stands in the configuration.
 *
 * @param options all options with their values
 */
public record Huber(Options options) implements RowLoss<Huber> {
  /** Option {@code delta}; written when it differs from its default. */
  public static final Option<Double> DELTA =
      Option.of("delta", Codecs.DOUBLE, 1.0)
          .in(delta -> delta > 0 && Double.isFinite(delta), "positive and finite");

  private static final Options DECLARED =
      LossOptions.declare("Huber", DELTA).withDefault(NAME, "huber_loss").quiet(DELTA);

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Huber {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The Huber loss, named {@code "huber_loss"} as in Keras.
   *
   * @return a loss with Keras' defaults
   */
  public static Huber of() {
    return new Huber(DECLARED);
  }

  @Override
  public Huber with(Options newOptions) {
    return new Huber(newOptions);
  }

  /**
   * Says which differences are small.
   *
   * @param delta where the straight branch begins, above 0; 1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Huber delta(double delta) {
    return with(options.with(DELTA, delta));
  }

  /**
   * Which differences are small.
   *
   * @return above 0
   */
  public double delta() {
    return options.get(DELTA);
  }

  @Override
  public Op op() {
    return new HuberError(delta());
  }

  private record HuberError(double delta) implements ElementwiseLossOp {
    @Override
    public double f(double t, double p) {
      double e = Math.abs(p - t);
      return e <= delta ? 0.5 * e * e : delta * e - 0.5 * delta * delta;
    }

    @Override
    public double df(double t, double p) {
      double e = p - t;
      return Math.abs(e) <= delta ? e : delta * Math.signum(e);
    }
  }
}
