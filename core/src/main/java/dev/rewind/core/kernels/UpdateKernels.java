package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * What optimizers are made of: moving averages, and steps that are divided by a root of one. All
 * matrices of a call have the same shape.
 */
public interface UpdateKernels {

  /**
   * {@code average = keep · average + (1 − keep) · x}: an exponential moving average.
   *
   * @param keep the weight of what the average was so far
   * @param x the new numbers. Not modified.
   * @param average the average. Modified.
   */
  default void average(double keep, DMatrixRMaj x, DMatrixRMaj average) {
    int size = x.getNumElements();
    double take = 1 - keep;
    for (int i = 0; i < size; i++) {
      average.data[i] = keep * average.data[i] + take * x.data[i];
    }
  }

  /**
   * {@code average = keep · average + (1 − keep) · x²}: an exponential moving average of squares.
   *
   * @param keep the weight of what the average was so far
   * @param x the new numbers. Not modified.
   * @param average the average. Modified.
   */
  default void averageSquares(double keep, DMatrixRMaj x, DMatrixRMaj average) {
    int size = x.getNumElements();
    double take = 1 - keep;
    for (int i = 0; i < size; i++) {
      double value = x.data[i];
      average.data[i] = keep * average.data[i] + take * (value * value);
    }
  }

  /**
   * {@code y += x²}: a sum of squares, element by element.
   *
   * @param x the numbers. Not modified.
   * @param y what their squares are added to. Modified.
   */
  default void addSquares(DMatrixRMaj x, DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      y.data[i] += x.data[i] * x.data[i];
    }
  }

  /**
   * {@code y += factor · x / (sizes + ε)}: a step in units of a size.
   *
   * @param factor any number
   * @param x the step. Not modified.
   * @param sizes the units. Not modified.
   * @param epsilon ε
   * @param y what the step is added to. Modified.
   */
  default void addOverSum(
      double factor, DMatrixRMaj x, DMatrixRMaj sizes, double epsilon, DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      y.data[i] += factor * x.data[i] / (sizes.data[i] + epsilon);
    }
  }

  /**
   * {@code y += factor · x / (√squares + ε)}: a step in units of its usual size.
   *
   * @param factor any number
   * @param x the step. Not modified.
   * @param squares averages of squares. Not modified.
   * @param epsilon ε
   * @param y what the step is added to. Modified.
   */
  default void addOverRoot(
      double factor, DMatrixRMaj x, DMatrixRMaj squares, double epsilon, DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      y.data[i] += factor * x.data[i] / (Math.sqrt(squares.data[i]) + epsilon);
    }
  }

  /**
   * {@code y += factor · x / √(squares + ε)}: like {@link #addOverRoot} with ε inside the root.
   *
   * @param factor any number
   * @param x the step. Not modified.
   * @param squares averages of squares. Not modified.
   * @param epsilon ε
   * @param y what the step is added to. Modified.
   */
  default void addOverRootOfSum(
      double factor, DMatrixRMaj x, DMatrixRMaj squares, double epsilon, DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      y.data[i] += factor * x.data[i] / Math.sqrt(squares.data[i] + epsilon);
    }
  }

  /**
   * {@code y += factor · x / √(squares − means² + ε)}: a step in units of its standard deviation.
   *
   * @param factor any number
   * @param x the step. Not modified.
   * @param squares averages of squares. Not modified.
   * @param means averages. Not modified.
   * @param epsilon ε
   * @param y what the step is added to. Modified.
   */
  default void addOverDeviation(
      double factor,
      DMatrixRMaj x,
      DMatrixRMaj squares,
      DMatrixRMaj means,
      double epsilon,
      DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      double mean = means.data[i];
      y.data[i] += factor * x.data[i] / Math.sqrt(squares.data[i] - mean * mean + epsilon);
    }
  }

  /**
   * The sum of the squares of all elements.
   *
   * @param x any matrix. Not modified.
   * @return the sum, in storage order
   */
  default double sumOfSquares(DMatrixRMaj x) {
    double sum = 0;
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      sum += x.data[i] * x.data[i];
    }
    return sum;
  }
}
