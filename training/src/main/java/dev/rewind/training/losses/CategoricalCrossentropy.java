package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * The crossentropy of one class out of several, with targets as rows of probabilities (one-hot).
 *
 * <pre>
 *   t = (1 − s) · y + s/k                     s = labelSmoothing
 *   v = −Σ t · log(p / Σ p)                   p / Σ p clipped to [10⁻⁷, 1 − 10⁻⁷]
 *   v = Σ t · (log Σ eˣ − x)                  fromLogits: p = softmax(x)
 * </pre>
 *
 * <p><b>Shapes</b>: targets in [0, 1] and predictions, both {@code [rows, k]}, at least 2 classes
 * k.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1. Where a probability is
 * clipped, its gradient is 0. A single column, of which Keras warns, is refused.
 *
 * @param options all options with their values
 */
public record CategoricalCrossentropy(Options options)
    implements LabelSmoothingOptions<CategoricalCrossentropy>, RowLoss<CategoricalCrossentropy> {
  private static final Options DECLARED =
      LossOptions.declare("CategoricalCrossentropy", FROM_LOGITS, LABEL_SMOOTHING, AXIS);

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public CategoricalCrossentropy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The categorical crossentropy.
   *
   * @return a loss with Keras' defaults
   */
  public static CategoricalCrossentropy of() {
    return new CategoricalCrossentropy(DECLARED);
  }

  @Override
  public CategoricalCrossentropy with(Options newOptions) {
    return new CategoricalCrossentropy(newOptions);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.oneHot(
        name(),
        targets,
        predictions,
        "For two classes in one column use BinaryCrossentropy.",
        "For labels in one column use SparseCategoricalCrossentropy.");
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.probabilities(name(), targets, "Write the right class as 1 and all others as 0.");
  }

  @Override
  public Op op() {
    ClassTargets oneHot = new OneHot(labelSmoothing());
    return fromLogits() ? new LogitsCrossentropy(oneHot) : new ProbabilityCrossentropy(oneHot);
  }

  private record OneHot(double smoothing) implements ClassTargets {
    @Override
    public double probability(DMatrixRMaj targets, int row, int column, int classes) {
      return targets.unsafe_get(row, column) * (1 - smoothing) + smoothing / classes;
    }
  }
}
