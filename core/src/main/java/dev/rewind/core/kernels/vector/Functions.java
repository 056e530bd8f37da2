package dev.rewind.core.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorMath} of rows: whole vectors, and what is left of the row one by one. */
final class Functions {
  private Functions() {}

  static void exp(double[] x, int i, double[] y, int j, int size) {
    VectorSpecies<Double> species = Lanes.SPECIES;
    int whole = species.loopBound(size);
    for (int k = 0; k < whole; k += Lanes.COUNT) {
      VectorMath.exp(DoubleVector.fromArray(species, x, i + k)).intoArray(y, j + k);
    }
    for (int k = whole; k < size; k++) {
      y[j + k] = VectorMath.exp(x[i + k]);
    }
  }

  static void sigmoid(double[] x, int i, double[] y, int j, int size) {
    VectorSpecies<Double> species = Lanes.SPECIES;
    int whole = species.loopBound(size);
    for (int k = 0; k < whole; k += Lanes.COUNT) {
      VectorMath.sigmoid(DoubleVector.fromArray(species, x, i + k)).intoArray(y, j + k);
    }
    for (int k = whole; k < size; k++) {
      y[j + k] = VectorMath.sigmoid(x[i + k]);
    }
  }

  static void tanh(double[] x, int i, double[] y, int j, int size) {
    VectorSpecies<Double> species = Lanes.SPECIES;
    int whole = species.loopBound(size);
    for (int k = 0; k < whole; k += Lanes.COUNT) {
      VectorMath.tanh(DoubleVector.fromArray(species, x, i + k)).intoArray(y, j + k);
    }
    for (int k = whole; k < size; k++) {
      y[j + k] = VectorMath.tanh(x[i + k]);
    }
  }
}
