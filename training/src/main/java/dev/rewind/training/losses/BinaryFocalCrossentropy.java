package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.ScalarFunctions;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * The binary crossentropy with a factor that makes answers which are right already count less.
 *
 * <pre>
 *   t = (1 − s) · y + s/2                             s = labelSmoothing
 *   b = −t · log(p) − (1 − t) · log(1 − p)            p clipped to [10⁻⁷, 1 − 10⁻⁷]
 *   v = 1/k · Σ a · m^γ · b                           m = t·(1 − p) + (1 − t)·p, not clipped
 *   a = 1, or α·t + (1 − α)·(1 − t) with applyClassBalancing
 * </pre>
 *
 * <p>With {@code fromLogits} p is σ(x), clipped alike: unlike those of {@link BinaryCrossentropy},
 * logits of more than about 16 on the wrong side have no gradient but that of the factor. Do not
 * give a model whose last activation is sigmoid this option: that cannot be seen here.
 *
 * <p><b>Shapes</b>: targets in [0, 1] and predictions, both {@code [rows, k]}.
 *
 * <p><b>Source</b>: Lin et al., Focal Loss for Dense Object Detection, 2017, equation 5; {@code
 * keras/src/losses/losses.py}, Keras 3.15.1. Where a probability is clipped, the gradient of its
 * logarithm is 0. With γ below 1 the gradient of the factor at m = 0, NaN in Keras, is 0.
 *
 * @param options all options with their values
 */
public record BinaryFocalCrossentropy(Options options)
    implements FocalOptions<BinaryFocalCrossentropy>, RowLoss<BinaryFocalCrossentropy> {
  /** Option {@code apply_class_balancing}. */
  public static final Option<Boolean> APPLY_CLASS_BALANCING =
      Option.of("apply_class_balancing", Codecs.BOOLEAN, false);

  /** Option {@code alpha}: the weight of a yes. */
  public static final Option<Double> ALPHA =
      Option.of("alpha", Codecs.DOUBLE, 0.25).in(alpha -> alpha >= 0 && alpha <= 1, "in [0, 1]");

  private static final Options DECLARED =
      LossOptions.declare(
          "BinaryFocalCrossentropy",
          FROM_LOGITS,
          LABEL_SMOOTHING,
          AXIS,
          APPLY_CLASS_BALANCING,
          ALPHA,
          GAMMA);

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public BinaryFocalCrossentropy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The binary focal crossentropy.
   *
   * @return a loss with Keras' defaults
   */
  public static BinaryFocalCrossentropy of() {
    return new BinaryFocalCrossentropy(DECLARED);
  }

  @Override
  public BinaryFocalCrossentropy with(Options newOptions) {
    return new BinaryFocalCrossentropy(newOptions);
  }

  /**
   * Weighs the two classes.
   *
   * @param applyClassBalancing true if a yes counts {@link #alpha} and a no 1 − alpha; false, the
   *     default, if both count 1
   * @return a changed copy
   */
  public BinaryFocalCrossentropy applyClassBalancing(boolean applyClassBalancing) {
    return with(options.with(APPLY_CLASS_BALANCING, applyClassBalancing));
  }

  /**
   * Whether the two classes are weighed.
   *
   * @return true if {@link #alpha} is used
   */
  public boolean applyClassBalancing() {
    return options.get(APPLY_CLASS_BALANCING);
  }

  /**
   * Says how much a yes counts; of use with {@link #applyClassBalancing} only.
   *
   * @param alpha in [0, 1]; 0.25 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public BinaryFocalCrossentropy alpha(double alpha) {
    return with(options.with(ALPHA, alpha));
  }

  /**
   * How much a yes counts.
   *
   * @return in [0, 1]
   */
  public double alpha() {
    return options.get(ALPHA);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "For one-hot targets use CategoricalFocalCrossentropy.");
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.probabilities(name(), targets, "Write the two classes as 0 and 1.");
  }

  @Override
  public Op op() {
    double yes = applyClassBalancing() ? alpha() : 1;
    double no = applyClassBalancing() ? 1 - alpha() : 1;
    FromProbability focal = new FromProbability(yes, no, gamma(), labelSmoothing());
    return fromLogits() ? new FromLogits(focal) : focal;
  }

  private record FromLogits(FromProbability focal) implements ElementwiseLossOp {
    @Override
    public double f(double y, double x) {
      return focal.f(y, ScalarFunctions.sigmoid(x));
    }

    @Override
    public double df(double y, double x) {
      double p = ScalarFunctions.sigmoid(x);
      return focal.df(y, p) * p * (1 - p);
    }
  }

  private record FromProbability(double yes, double no, double gamma, double smoothing)
      implements ElementwiseLossOp {
    @Override
    public double f(double y, double p) {
      double t = smooth(y);
      return weight(t) * StrictMath.pow(miss(t, p), gamma) * crossentropy(t, p);
    }

    @Override
    public double df(double y, double p) {
      double t = smooth(y);
      double m = miss(t, p);
      double slope = Probabilities.isInside(p) ? (p - t) / (p * (1 - p)) : 0;
      double ofFactor = (1 - 2 * t) * slopeOfFactor(m) * crossentropy(t, p);
      return weight(t) * (ofFactor + StrictMath.pow(m, gamma) * slope);
    }

    private double slopeOfFactor(double m) {
      boolean none = gamma == 0 || (m == 0 && gamma < 1);
      return none ? 0 : gamma * StrictMath.pow(m, gamma - 1);
    }

    private double smooth(double y) {
      return y * (1 - smoothing) + 0.5 * smoothing;
    }

    private double weight(double t) {
      return t * yes + (1 - t) * no;
    }

    private static double miss(double t, double p) {
      return t * (1 - p) + (1 - t) * p;
    }

    private static double crossentropy(double t, double p) {
      double q = Probabilities.clip(p);
      return -t * StrictMath.log(q) - (1 - t) * StrictMath.log1p(-q);
    }
  }
}
