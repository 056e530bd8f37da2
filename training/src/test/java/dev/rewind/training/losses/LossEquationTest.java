package dev.rewind.training.losses;

import static dev.rewind.testkit.MatrixAssertions.assertArray;

import dev.rewind.testkit.Tolerance;
import dev.rewind.training.losses.LossCases.Case;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
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
      case "MeanAbsolutePercentageError" -> mean(p, j -> 100 * Math.abs((y[j] - p[j]) / y[j]));
      case "MeanSquaredLogarithmicError" ->
          mean(p, j -> Math.pow(Math.log(1 + p[j]) - Math.log(1 + Math.max(y[j], 1e-7)), 2));
      case "Huber" -> {
        double delta = (Double) config.getOrDefault("delta", 1.0);
        yield mean(p, j -> huber(Math.abs(y[j] - p[j]), delta));
      }
      case "LogCosh" -> mean(p, j -> Math.log(Math.cosh(y[j] - p[j])));
      case "CosineSimilarity" -> -sum(p, j -> y[j] * p[j]) / (length(y) * length(p));
      case "KLDivergence" -> sum(p, j -> y[j] * (Math.log(y[j]) - Math.log(p[j])));
      case "Poisson" -> mean(p, j -> p[j] - y[j] * Math.log(p[j] + 1e-7));
      case "Hinge" -> mean(p, j -> Math.max(0, 1 - (y[j] == 1 ? p[j] : -p[j])));
      case "SquaredHinge" -> mean(p, j -> Math.pow(Math.max(0, 1 - (y[j] == 1 ? p[j] : -p[j])), 2));
      case "CategoricalHinge" -> {
        double wrong =
            IntStream.range(0, p.length).mapToDouble(j -> (1 - y[j]) * p[j]).max().orElse(0);
        yield Math.max(0, 1 + wrong - sum(p, j -> y[j] * p[j]));
      }
      case "BinaryFocalCrossentropy" -> {
        BinaryFocalCrossentropy focal = (BinaryFocalCrossentropy) loss;
        double[] t = Arrays.stream(y).map(one -> (1 - smoothing) * one + smoothing / 2).toArray();
        double[] q = fromLogits ? Arrays.stream(p).map(x -> 1 / (1 + Math.exp(-x))).toArray() : p;
        yield mean(p, j -> binaryFocal(focal, t[j], q[j]));
      }
      case "CategoricalFocalCrossentropy" -> {
        CategoricalFocalCrossentropy focal = (CategoricalFocalCrossentropy) loss;
        double[] e = fromLogits ? Arrays.stream(p).map(Math::exp).toArray() : p;
        double[] q = Arrays.stream(e).map(one -> one / Arrays.stream(e).sum()).toArray();
        yield sum(
            p,
            j ->
                -focal.alpha().get(Math.min(j, focal.alpha().size() - 1))
                    * ((1 - smoothing) * y[j] + smoothing / p.length)
                    * Math.pow(1 - q[j], focal.gamma())
                    * Math.log(q[j]));
      }
      default -> throw new AssertionError(loss.className());
    };
  }

  private static double huber(double e, double delta) {
    return e > delta ? delta * (e - delta / 2) : e * e / 2;
  }

  private static double binaryFocal(BinaryFocalCrossentropy focal, double t, double p) {
    double right = t * p + (1 - t) * (1 - p);
    double a = focal.applyClassBalancing() ? t * focal.alpha() + (1 - t) * (1 - focal.alpha()) : 1;
    double crossentropy = t * Math.log(p) + (1 - t) * Math.log(1 - p);
    return -a * Math.pow(1 - right, focal.gamma()) * crossentropy;
  }

  private static double length(double[] x) {
    return Math.sqrt(sum(x, j -> x[j] * x[j]));
  }

  private static double mean(double[] p, IntToDoubleFunction ofColumn) {
    return sum(p, ofColumn) / p.length;
  }

  private static double sum(double[] p, IntToDoubleFunction ofColumn) {
    return IntStream.range(0, p.length).mapToDouble(ofColumn).sum();
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
