package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.Workers;
import org.ejml.data.DMatrixRMaj;

/** Products by register tiles, functions by polynomials on vectors; the rest by the plain loops. */
public final class VectorKernels
    implements Kernels,
        VectorElementwise,
        VectorReductions,
        VectorSoftmax,
        VectorProducts,
        VectorGRU,
        VectorLSTM,
        VectorSimpleRNN {

  private final Workers workers;
  private final BlockTiles blocks = new BlockTiles();

  /** On one thread. */
  public VectorKernels() {
    this(Workers.of(1));
  }

  private VectorKernels(Workers workers) {
    this.workers = workers;
  }

  @Override
  public Workers workers() {
    return workers;
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
    blocks.add(a, false, b, false, c);
  }

  @Override
  public void addMultiplyTransA(Block a, Block b, Block c) {
    blocks.add(a, true, b, false, c);
  }

  @Override
  public void addMultiplyTransB(Block a, Block b, Block c) {
    blocks.add(a, false, b, true, c);
  }

  @Override
  public String toString() {
    return "vector";
  }
}
