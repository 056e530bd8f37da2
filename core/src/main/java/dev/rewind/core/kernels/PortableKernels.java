package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * Products by loops that the compiler makes vectors of; everything else by the plain loops of the
 * interfaces.
 */
record PortableKernels(Workers workers, Scratch scratch) implements Kernels {

  PortableKernels(Workers workers) {
    this(workers, new Scratch());
  }

  @Override
  public Kernels with(Workers newWorkers) {
    return new PortableKernels(newWorkers, scratch);
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
    RowProducts.addTo(a, b, c, scratch);
  }

  @Override
  public void addMultiplyTransA(Block a, Block b, Block c) {
    RowProducts.addTransATo(a, b, c, scratch);
  }

  @Override
  public void addMultiplyTransB(Block a, Block b, Block c) {
    RowProducts.addTransBTo(a, b, c, scratch);
  }

  @Override
  public String toString() {
    return "portable";
  }
}
