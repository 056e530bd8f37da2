package dev.rewind.training.losses;

import static dev.rewind.testkit.MatrixAssertions.assertArray;

import dev.rewind.testkit.Tolerance;
import dev.rewind.training.losses.LossCases.Case;
import java.util.Arrays;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The equations of the documentation, by plain loops and without care for overflow. */
class LossEquationTest {
  /** Rounding only: the equations differ from the code in the order of operations. */
  private static final Tolerance ROUNDING = new Tolerance(1e-12, 1e-14);

  @ParameterizedTest
  @MethodSource("dev.rewind.training.losses.LossCases#all")
  void rowsHaveTheDocumentedValues(Case one) {
    double[] expected = new double[one.targets().numRows];
    for (int row = 0; row < expected.length; row++) {
      expected[row] = loss(one.loss(), row(one.targets(), row), row(one.predictions(), row));
    }
    assertArray(LossCases.values(one.loss(), one.targets(), one.predictions()))
        .named("values")
        .isCloseTo(expected, ROUNDING);
  }

  private static double loss(Loss loss, double[] y, double[] p) {
    Map<String, Object> config = loss.getConfig();
    boolean fromLogits = Boolean.TRUE.equals(config.get("from_logits"));
    double smoothing = (Double) config.getOrDefault("label_smoothing", 0.0);
    return switch (loss.className()) {
      case "MeanSquaredError" -> squared(y, p);
      case "MeanAbsoluteError" -> absolute(y, p);
      case "BinaryCrossentropy" -> binary(y, p, fromLogits, smoothing);
      case "CategoricalCrossentropy" -> {
        double[] t = new double[p.length];
        for (int j = 0; j < p.length; j++) {
          t[j] = (1 - smoothing) * y[j] + smoothing / p.length;
        }
        yield categorical(t, p, fromLogits);
      }
      case "SparseCategoricalCrossentropy" -> {
        double[] t = new double[p.length];
        t[(int) y[0]] = config.get("ignore_class").equals((int) y[0]) ? 0 : 1;
        yield categorical(t, p, fromLogits);
      }
      default -> throw new AssertionError(loss.className());
    };
  }

  private static double squared(double[] y, double[] p) {
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      sum += Math.pow(p[j] - y[j], 2);
    }
    return sum / p.length;
  }

  private static double absolute(double[] y, double[] p) {
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      sum += p[j] > y[j] ? p[j] - y[j] : y[j] - p[j];
    }
    return sum / p.length;
  }

  private static double binary(double[] y, double[] p, boolean fromLogits, double smoothing) {
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      double t = (1 - smoothing) * y[j] + smoothing / 2;
      double q = fromLogits ? 1 / (1 + Math.exp(-p[j])) : p[j];
      sum -= t * Math.log(q) + (1 - t) * Math.log(1 - q);
    }
    return sum / p.length;
  }

  private static double categorical(double[] t, double[] p, boolean fromLogits) {
    double[] q = fromLogits ? Arrays.stream(p).map(Math::exp).toArray() : p;
    double sum = Arrays.stream(q).sum();
    double value = 0;
    for (int j = 0; j < p.length; j++) {
      value -= t[j] * Math.log(q[j] / sum);
    }
    return value;
  }

  private static double[] row(DMatrixRMaj matrix, int row) {
    return Arrays.copyOfRange(matrix.data, row * matrix.numCols, (row + 1) * matrix.numCols);
  }
}
