package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.PlainRecurrence.product;
import static dev.rewind.layers.rnn.PlainRecurrence.rows;
import static dev.rewind.layers.rnn.PlainRecurrence.sigmoid;

import dev.rewind.layers.Weight;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The equations of {@link GRUCell} by plain loops, tanh and sigmoid, without dropout: the reference
 * of the tests.
 */
final class PlainGru implements PlainRecurrence.Cell {
  private final double[][] kernel;
  private final double[][] recurrent;
  private final double[] b;
  private final double[] c;
  private final boolean resetAfter;

  private PlainGru(
      double[][] kernel, double[][] recurrent, double[] b, double[] c, boolean resetAfter) {
    this.kernel = kernel;
    this.recurrent = recurrent;
    this.b = b;
    this.c = c;
    this.resetAfter = resetAfter;
  }

  static PlainGru of(List<Weight> weights, boolean resetAfter) {
    List<DMatrixRMaj> values = weights.stream().map(w -> w.parameter().value()).toList();
    double[][] bias = rows(values.get(2));
    double[] zeros = new double[bias[0].length];
    return new PlainGru(
        rows(values.get(0)),
        rows(values.get(1)),
        bias[0],
        resetAfter ? bias[1] : zeros,
        resetAfter);
  }

  @Override
  public List<double[]> step(int sample, double[] x, List<double[]> states) {
    return List.of(step(x, states.get(0)));
  }

  /** One step of one sample, tanh and sigmoid. */
  double[] step(double[] x, double[] hPrev) {
    int n = hPrev.length;
    double[] z = new double[n];
    double[] r = new double[n];
    for (int j = 0; j < n; j++) {
      z[j] = sigmoid(product(x, kernel, j) + b[j] + product(hPrev, recurrent, j) + c[j]);
      r[j] =
          sigmoid(
              product(x, kernel, n + j) + b[n + j] + product(hPrev, recurrent, n + j) + c[n + j]);
    }
    double[] reset = new double[n];
    for (int j = 0; j < n; j++) {
      reset[j] = r[j] * hPrev[j];
    }
    double[] h = new double[n];
    for (int j = 0; j < n; j++) {
      int k = 2 * n + j;
      double inner =
          resetAfter ? r[j] * (product(hPrev, recurrent, k) + c[k]) : product(reset, recurrent, k);
      double hh = Math.tanh(product(x, kernel, k) + b[k] + inner);
      h[j] = z[j] * hPrev[j] + (1 - z[j]) * hh;
    }
    return h;
  }
}
