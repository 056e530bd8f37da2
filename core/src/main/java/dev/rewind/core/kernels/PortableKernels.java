package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Products by EJML, but for {@link DotProducts}; everything else by the plain loops of the
 * interfaces.
 */
record PortableKernels() implements Kernels {

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
    DotProducts.addTo(a, b, c);
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
    DotProducts.addTo(a, b, c);
  }

  @Override
  public String toString() {
    return "portable";
  }
}
