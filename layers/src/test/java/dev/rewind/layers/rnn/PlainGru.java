package dev.rewind.layers.rnn;

import org.ejml.data.DMatrixRMaj;

/** The equations of {@link GRUCell} by plain loops: the reference of the tests. */
final class PlainGru {
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

  static PlainGru of(DMatrixRMaj kernel, DMatrixRMaj recurrent, DMatrixRMaj bias, boolean after) {
    double[] zeros = new double[bias.numCols];
    return new PlainGru(
        rows(kernel), rows(recurrent), rows(bias)[0], after ? rows(bias)[1] : zeros, after);
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

  static double[][] rows(DMatrixRMaj matrix) {
    double[][] rows = new double[matrix.numRows][matrix.numCols];
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        rows[i][j] = matrix.get(i, j);
      }
    }
    return rows;
  }

  private static double product(double[] v, double[][] m, int column) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += v[i] * m[i][column];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
