package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.BlockArithmetic;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic of blocks, with the bits of the plain loops. The compiler makes no vectors of those:
 * blocks that begin at different places may overlap, for all it knows.
 */
interface VectorBlocks extends BlockArithmetic {

  @Override
  default void add(Block a, Block b, Block c) {
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] sums = c.matrix().data;
    int rightStep = b.rows() == 1 ? 0 : b.stride();
    VectorSpecies<Double> species = Lanes.SPECIES;
    int size = c.columns();
    int whole = species.loopBound(size);
    for (int row = 0; row < c.rows(); row++) {
      int i = a.start() + row * a.stride();
      int j = b.start() + row * rightStep;
      int to = c.start() + row * c.stride();
      for (int k = 0; k < whole; k += Lanes.COUNT) {
        DoubleVector x = DoubleVector.fromArray(species, left, i + k);
        x.add(DoubleVector.fromArray(species, right, j + k)).intoArray(sums, to + k);
      }
      for (int k = whole; k < size; k++) {
        sums[to + k] = left[i + k] + right[j + k];
      }
    }
  }

  @Override
  default void multiplyElements(Block a, Block b, Block c) {
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] products = c.matrix().data;
    VectorSpecies<Double> species = Lanes.SPECIES;
    int size = c.columns();
    int whole = species.loopBound(size);
    for (int row = 0; row < c.rows(); row++) {
      int i = a.start() + row * a.stride();
      int j = b.start() + row * b.stride();
      int to = c.start() + row * c.stride();
      for (int k = 0; k < whole; k += Lanes.COUNT) {
        DoubleVector x = DoubleVector.fromArray(species, left, i + k);
        x.mul(DoubleVector.fromArray(species, right, j + k)).intoArray(products, to + k);
      }
      for (int k = whole; k < size; k++) {
        products[to + k] = left[i + k] * right[j + k];
      }
    }
  }

  @Override
  default void addProduct(Block a, Block b, Block c) {
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] sums = c.matrix().data;
    VectorSpecies<Double> species = Lanes.SPECIES;
    int size = c.columns();
    int whole = species.loopBound(size);
    for (int row = 0; row < c.rows(); row++) {
      int i = a.start() + row * a.stride();
      int j = b.start() + row * b.stride();
      int to = c.start() + row * c.stride();
      for (int k = 0; k < whole; k += Lanes.COUNT) {
        DoubleVector product =
            DoubleVector.fromArray(species, left, i + k)
                .mul(DoubleVector.fromArray(species, right, j + k));
        DoubleVector.fromArray(species, sums, to + k).add(product).intoArray(sums, to + k);
      }
      for (int k = whole; k < size; k++) {
        sums[to + k] += left[i + k] * right[j + k];
      }
    }
  }

  @Override
  default void multiplyTanhDerivative(Block y, Block d) {
    double[] results = y.matrix().data;
    double[] gradient = d.matrix().data;
    VectorSpecies<Double> species = Lanes.SPECIES;
    int size = d.columns();
    int whole = species.loopBound(size);
    for (int row = 0; row < d.rows(); row++) {
      int j = y.start() + row * y.stride();
      int to = d.start() + row * d.stride();
      for (int k = 0; k < whole; k += Lanes.COUNT) {
        DoubleVector v = DoubleVector.fromArray(species, results, j + k);
        DoubleVector slope = v.mul(v).neg().add(1);
        DoubleVector.fromArray(species, gradient, to + k).mul(slope).intoArray(gradient, to + k);
      }
      for (int k = whole; k < size; k++) {
        gradient[to + k] *= 1 - results[j + k] * results[j + k];
      }
    }
  }

  @Override
  default void multiplySigmoidDerivative(Block y, Block d) {
    double[] results = y.matrix().data;
    double[] gradient = d.matrix().data;
    VectorSpecies<Double> species = Lanes.SPECIES;
    int size = d.columns();
    int whole = species.loopBound(size);
    for (int row = 0; row < d.rows(); row++) {
      int j = y.start() + row * y.stride();
      int to = d.start() + row * d.stride();
      for (int k = 0; k < whole; k += Lanes.COUNT) {
        DoubleVector v = DoubleVector.fromArray(species, results, j + k);
        DoubleVector slope = v.mul(v.neg().add(1));
        DoubleVector.fromArray(species, gradient, to + k).mul(slope).intoArray(gradient, to + k);
      }
      for (int k = whole; k < size; k++) {
        gradient[to + k] *= results[j + k] * (1 - results[j + k]);
      }
    }
  }

  @Override
  default void interpolate(Block w, Block a, Block b, Block y) {
    double[] weights = w.matrix().data;
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] results = y.matrix().data;
    VectorSpecies<Double> species = Lanes.SPECIES;
    int size = y.columns();
    int whole = species.loopBound(size);
    for (int row = 0; row < y.rows(); row++) {
      int h = w.start() + row * w.stride();
      int i = a.start() + row * a.stride();
      int j = b.start() + row * b.stride();
      int to = y.start() + row * y.stride();
      for (int k = 0; k < whole; k += Lanes.COUNT) {
        DoubleVector v = DoubleVector.fromArray(species, right, j + k);
        DoubleVector change =
            DoubleVector.fromArray(species, left, i + k)
                .sub(v)
                .mul(DoubleVector.fromArray(species, weights, h + k));
        v.add(change).intoArray(results, to + k);
      }
      for (int k = whole; k < size; k++) {
        results[to + k] = right[j + k] + weights[h + k] * (left[i + k] - right[j + k]);
      }
    }
  }

  @Override
  default void multiplyByRest(Block x, Block w, Block y) {
    double[] factors = x.matrix().data;
    double[] weights = w.matrix().data;
    double[] products = y.matrix().data;
    VectorSpecies<Double> species = Lanes.SPECIES;
    int size = y.columns();
    int whole = species.loopBound(size);
    for (int row = 0; row < y.rows(); row++) {
      int i = x.start() + row * x.stride();
      int j = w.start() + row * w.stride();
      int to = y.start() + row * y.stride();
      for (int k = 0; k < whole; k += Lanes.COUNT) {
        DoubleVector rest = DoubleVector.fromArray(species, weights, j + k).neg().add(1);
        DoubleVector.fromArray(species, factors, i + k).mul(rest).intoArray(products, to + k);
      }
      for (int k = whole; k < size; k++) {
        products[to + k] = factors[i + k] * (1 - weights[j + k]);
      }
    }
  }

  @Override
  default void multiplyByDifference(Block x, Block a, Block b, Block y) {
    double[] factors = x.matrix().data;
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] products = y.matrix().data;
    VectorSpecies<Double> species = Lanes.SPECIES;
    int size = y.columns();
    int whole = species.loopBound(size);
    for (int row = 0; row < y.rows(); row++) {
      int h = x.start() + row * x.stride();
      int i = a.start() + row * a.stride();
      int j = b.start() + row * b.stride();
      int to = y.start() + row * y.stride();
      for (int k = 0; k < whole; k += Lanes.COUNT) {
        DoubleVector difference =
            DoubleVector.fromArray(species, left, i + k)
                .sub(DoubleVector.fromArray(species, right, j + k));
        DoubleVector.fromArray(species, factors, h + k).mul(difference).intoArray(products, to + k);
      }
      for (int k = whole; k < size; k++) {
        products[to + k] = factors[h + k] * (left[i + k] - right[j + k]);
      }
    }
  }
}
