package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The categorical crossentropy with a factor that makes classes which are right already count less.
 *
 * <pre>
 *   t = (1 − s) · y + s/k                            s = labelSmoothing
 *   v = −Σ α · (1 − q)^γ · t · log(q)                q = p / Σ p, clipped to [10⁻⁷, 1 − 10⁻⁷]
 *                                                    fromLogits: p = softmax(x)
 * </pre>
 *
 * <p>Logits are clipped alike: unlike those of {@link CategoricalCrossentropy}, logits of the right
 * class that are about 16 below the largest have no gradient. Do not give a model whose last
 * activation is softmax this option: that cannot be seen here.
 *
 * <p><b>Shapes</b>: targets in [0, 1] and predictions, both {@code [rows, k]}, at least 2 classes
 * k.
 *
 * <p><b>Source</b>: Lin et al., Focal Loss for Dense Object Detection, 2017, equation 5; {@code
 * keras/src/losses/losses.py}, Keras 3.15.1. Where a probability is clipped, its gradient is 0. A
 * single column, of which Keras warns, is refused.
 *
 * @param options all options with their values
 */
public record CategoricalFocalCrossentropy(Options options)
    implements FocalOptions<CategoricalFocalCrossentropy>, RowLoss<CategoricalFocalCrossentropy> {
  /** Option {@code alpha}: the weight of all classes, or of each. */
  public static final Option<List<Double>> ALPHA =
      Option.of("alpha", new OneOrEach(), List.of(0.25))
          .in(
              alpha ->
                  !alpha.isEmpty() && alpha.stream().allMatch(a -> a >= 0 && Double.isFinite(a)),
              "numbers of at least 0, one or one for each class");

  private static final Options DECLARED =
      LossOptions.declare(
          "CategoricalFocalCrossentropy", FROM_LOGITS, LABEL_SMOOTHING, AXIS, ALPHA, GAMMA);

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public CategoricalFocalCrossentropy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The categorical focal crossentropy.
   *
   * @return a loss with Keras' defaults
   */
  public static CategoricalFocalCrossentropy of() {
    return new CategoricalFocalCrossentropy(DECLARED);
  }

  @Override
  public CategoricalFocalCrossentropy with(Options newOptions) {
    return new CategoricalFocalCrossentropy(newOptions);
  }

  /**
   * Says how much the classes count.
   *
   * @param alpha one number for all classes, or one for each, at least 0; 0.25 by default
   * @return a changed copy
   * @throws IllegalArgumentException if there is none, or one is out of range
   */
  public CategoricalFocalCrossentropy alpha(double... alpha) {
    return with(options.with(ALPHA, Arrays.stream(alpha).boxed().toList()));
  }

  /**
   * How much the classes count.
   *
   * @return one number for all classes, or one for each
   */
  public List<Double> alpha() {
    return options.get(ALPHA);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.oneHot(
        name(),
        targets,
        predictions,
        "For two classes in one column use BinaryFocalCrossentropy.",
        "For labels in one column use SparseCategoricalCrossentropy.");
    Checks.require(
        alpha().size() == 1 || alpha().size() == predictions.columns(),
        name(),
        "alpha has "
            + alpha().size()
            + " numbers but predictions are "
            + predictions
            + "; expected 1, or "
            + predictions.columns()
            + ", one for each class. Give alpha one number, or as many as there are columns.");
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.probabilities(name(), targets, "Write the right class as 1 and all others as 0.");
  }

  @Override
  public Op op() {
    return new FocalCrossentropy(alpha(), gamma(), labelSmoothing(), fromLogits());
  }

  /** As Keras writes it: a number for all classes, or a list with one for each. */
  private static final class OneOrEach implements Codec<List<Double>> {
    private static final Codec<List<Double>> LIST = Codecs.list(Codecs.DOUBLE);

    @Override
    public List<Double> read(Object plain) {
      if (plain instanceof Number number) {
        return List.of(number.doubleValue());
      }
      if (plain instanceof List<?>) {
        return LIST.read(plain);
      }
      throw new IllegalArgumentException("a number or a list of numbers");
    }

    @Override
    public Object write(List<Double> value) {
      return value.size() == 1 ? value.get(0) : LIST.write(value);
    }
  }
}
