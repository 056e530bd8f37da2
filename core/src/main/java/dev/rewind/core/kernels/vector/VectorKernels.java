package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.Workers;
import org.ejml.data.DMatrixRMaj;

/**
 * Products by register tiles, functions by polynomials on vectors; the rest by the plain loops.
 *
 * @param workers the threads
 */
public record VectorKernels(Workers workers)
    implements Kernels,
        VectorElementwise,
        VectorReductions,
        VectorSoftmax,
        VectorProducts,
        VectorGRU,
        VectorLSTM,
        VectorSimpleRNN {

  /** On one thread. */
  public VectorKernels() {
    this(Workers.of(1));
  }

  @Override
  public Kernels with(Workers newWorkers) {
    return new VectorKernels(newWorkers);
  }

  @Override
  public void multiply(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    multiply(Block.of(a), Block.of(b), Block.of(c));
  }

  @Override
  public void multiplyTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    c.zero();
    addMultiplyTransA(a, b, c);
  }

  @Override
  public void multiplyTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    multiplyTransB(Block.of(a), Block.of(b), Block.of(c));
  }

  @Override
  public void addMultiply(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    addMultiply(Block.of(a), Block.of(b), Block.of(c));
  }

  @Override
  public void addMultiplyTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    addMultiplyTransA(Block.of(a), Block.of(b), Block.of(c));
  }

  @Override
  public void addMultiplyTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    addMultiplyTransB(Block.of(a), Block.of(b), Block.of(c));
  }

  @Override
  public void multiply(Block a, Block b, Block c) {
    c.zero();
    addMultiply(a, b, c);
  }

  @Override
  public void multiplyTransB(Block a, Block b, Block c) {
    c.zero();
    addMultiplyTransB(a, b, c);
  }

  @Override
  public void addMultiply(Block a, Block b, Block c) {
    BlockTiles.add(a, a.stride(), 1, b, c, a.columns());
  }

  @Override
  public void addMultiplyTransA(Block a, Block b, Block c) {
    BlockTiles.add(a, 1, a.stride(), b, c, a.rows());
  }

  @Override
  public void addMultiplyTransB(Block a, Block b, Block c) {
    BlockTiles.addTransB(a, b, c);
  }

  @Override
  public String toString() {
    return "vector";
  }
}
