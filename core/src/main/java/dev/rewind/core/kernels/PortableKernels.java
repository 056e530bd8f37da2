package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Products of whole matrices by EJML, but for {@link DotProducts}; those of blocks by loops of our
 * own, since EJML knows no blocks; everything else by the plain loops of the interfaces.
 */
record PortableKernels(Workers workers) implements Kernels {

  @Override
  public Kernels with(Workers newWorkers) {
    return new PortableKernels(newWorkers);
  }

  @Override
  public void multiply(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.mult(a, b, c);
  }

  @Override
  public void multiplyTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.multTransA(a, b, c);
  }

  @Override
  public void multiplyTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    c.zero();
    DotProducts.addTo(Block.of(a), Block.of(b), Block.of(c));
  }

  @Override
  public void addMultiply(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.multAdd(a, b, c);
  }

  @Override
  public void addMultiplyTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.multAddTransA(a, b, c);
  }

  @Override
  public void addMultiplyTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    DotProducts.addTo(Block.of(a), Block.of(b), Block.of(c));
  }

  @Override
  public void multiply(Block a, Block b, Block c) {
    fill(0, c);
    RowProducts.addTo(a, b, c);
  }

  @Override
  public void multiplyTransB(Block a, Block b, Block c) {
    fill(0, c);
    DotProducts.addTo(a, b, c);
  }

  @Override
  public void addMultiply(Block a, Block b, Block c) {
    RowProducts.addTo(a, b, c);
  }

  @Override
  public void addMultiplyTransA(Block a, Block b, Block c) {
    RowProducts.addTransATo(a, b, c);
  }

  @Override
  public void addMultiplyTransB(Block a, Block b, Block c) {
    DotProducts.addTo(a, b, c);
  }

  @Override
  public String toString() {
    return "portable";
  }
}
