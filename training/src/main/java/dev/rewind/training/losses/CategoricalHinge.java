package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * How far the score of the right class is from being above those of all others by a margin, with
 * targets as one-hot rows.
 *
 * <pre>
 *   v = max(1 + max((1 − t) ⊙ p) − Σ t ⊙ p, 0)
 * </pre>
 *
 * <p>The right class takes part in the inner maximum, with 0: scores below 0 gain nothing by
 * sinking further.
 *
 * <p><b>Shapes</b>: targets in [0, 1] and predictions, both {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1. Equal maxima share the
 * gradient equally, and exactly on the margin it is the half.
 *
 * @param options all options with their values
 */
public record CategoricalHinge(Options options) implements RowLoss<CategoricalHinge> {
  private static final Options DECLARED = LossOptions.declare("CategoricalHinge");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public CategoricalHinge {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The categorical hinge loss.
   *
   * @return a loss with Keras' defaults
   */
  public static CategoricalHinge of() {
    return new CategoricalHinge(DECLARED);
  }

  @Override
  public CategoricalHinge with(Options newOptions) {
    return new CategoricalHinge(newOptions);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(),
        targets,
        predictions,
        "For labels in one column use SparseCategoricalCrossentropy.");
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.probabilities(name(), targets, "Write the right class as 1 and all others as 0.");
  }

  @Override
  public Op op() {
    return new ClassMargin();
  }

  private record ClassMargin() implements RowLossOp {
    @Override
    public double value(DMatrixRMaj p, DMatrixRMaj t, int row) {
      return Math.max(margin(p, t, row), 0);
    }

    @Override
    public void addGradient(double dv, DMatrixRMaj p, DMatrixRMaj t, int row, DMatrixRMaj dp) {
      double share = dv * KinkSlopes.ofMaximum(margin(p, t, row), 0);
      double largest = largestOther(p, t, row);
      int equal = 0;
      for (int j = 0; j < p.numCols; j++) {
        equal += other(p, t, row, j) == largest ? 1 : 0;
      }
      for (int j = 0; j < p.numCols; j++) {
        double target = t.unsafe_get(row, j);
        double others = other(p, t, row, j) == largest ? (1 - target) / equal : 0;
        dp.add(row, j, share * (others - target));
      }
    }

    private static double margin(DMatrixRMaj p, DMatrixRMaj t, int row) {
      double right = 0;
      for (int j = 0; j < p.numCols; j++) {
        right += t.unsafe_get(row, j) * p.unsafe_get(row, j);
      }
      return largestOther(p, t, row) - right + 1;
    }

    private static double largestOther(DMatrixRMaj p, DMatrixRMaj t, int row) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < p.numCols; j++) {
        largest = Math.max(largest, other(p, t, row, j));
      }
      return largest;
    }

    private static double other(DMatrixRMaj p, DMatrixRMaj t, int row, int column) {
      return (1 - t.unsafe_get(row, column)) * p.unsafe_get(row, column);
    }
  }
}
