package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The crossentropy of one class out of several, with targets as labels.
 *
 * <pre>
 *   v = −log(p[y] / Σ p)          p / Σ p clipped to [10⁻⁷, 1 − 10⁻⁷]
 *   v = log Σ eˣ − x[y]           fromLogits: p = softmax(x)
 * </pre>
 *
 * <p>Rows whose label is {@code ignoreClass} are masked.
 *
 * <p><b>Shapes</b>: targets {@code [rows, 1]}, whole numbers in [0, k); predictions {@code [rows,
 * k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1. Where a probability is
 * clipped, its gradient is 0.
 *
 * @param options all options with their values
 */
public record SparseCategoricalCrossentropy(Options options)
    implements CrossentropyOptions<SparseCategoricalCrossentropy>,
        RowLoss<SparseCategoricalCrossentropy> {
  /** Option {@code ignore_class}, none by default. */
  public static final Option<Optional<Integer>> IGNORE_CLASS =
      Option.of("ignore_class", Codecs.optional(Codecs.INTEGER), Optional.empty());

  private static final Options DECLARED =
      LossOptions.declare("SparseCategoricalCrossentropy", FROM_LOGITS, IGNORE_CLASS);

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public SparseCategoricalCrossentropy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The sparse categorical crossentropy.
   *
   * @return a loss with Keras' defaults
   */
  public static SparseCategoricalCrossentropy of() {
    return new SparseCategoricalCrossentropy(DECLARED);
  }

  @Override
  public SparseCategoricalCrossentropy with(Options newOptions) {
    return new SparseCategoricalCrossentropy(newOptions);
  }

  /**
   * Masks the rows of one label.
   *
   * @param ignoreClass the label; it need not be that of a class (-1 and 255 are common)
   * @return a changed copy
   */
  public SparseCategoricalCrossentropy ignoreClass(int ignoreClass) {
    return with(options.with(IGNORE_CLASS, Optional.of(ignoreClass)));
  }

  /**
   * The label whose rows are masked.
   *
   * @return the label, if any
   */
  public Optional<Integer> ignoreClass() {
    return options.get(IGNORE_CLASS);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.oneColumn(
        name(), targets, predictions, "For one-hot targets use CategoricalCrossentropy.");
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    Labels labels = new Labels(ignoreClass());
    TargetChecks.labels(name(), targets, predictions.columns(), y -> labels.isIgnored(y));
  }

  @Override
  public Op op() {
    ClassTargets labels = new Labels(ignoreClass());
    return fromLogits() ? new LogitsCrossentropy(labels) : new ProbabilityCrossentropy(labels);
  }

  @Override
  public Optional<DMatrixRMaj> mask(DMatrixRMaj targets) {
    return ignoreClass().map(ignored -> new Labels(Optional.of(ignored)).mask(targets));
  }

  private record Labels(Optional<Integer> ignored) implements ClassTargets {
    @Override
    public double probability(DMatrixRMaj targets, int row, int column, int classes) {
      return targets.unsafe_get(row, 0) == column ? 1 : 0;
    }

    @Override
    public boolean counts(DMatrixRMaj targets, int row) {
      return !isIgnored(targets.unsafe_get(row, 0));
    }

    boolean isIgnored(double label) {
      return ignored.isPresent() && label == ignored.get();
    }

    DMatrixRMaj mask(DMatrixRMaj targets) {
      DMatrixRMaj mask = new DMatrixRMaj(targets.numRows, 1);
      for (int row = 0; row < targets.numRows; row++) {
        mask.set(row, 0, counts(targets, row) ? 1 : 0);
      }
      return mask;
    }
  }
}
