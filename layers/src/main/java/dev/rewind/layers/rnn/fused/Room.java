package dev.rewind.layers.rnn.fused;

import dev.rewind.core.Shape;
import org.ejml.data.DMatrixRMaj;

/** Where a call gets matrices from that it needs for itself. */
@FunctionalInterface
interface Room {
  /** A matrix with arbitrary content. */
  DMatrixRMaj of(Shape shape);

  default DMatrixRMaj of(int rows, int columns) {
    return of(new Shape(rows, columns));
  }

  default DMatrixRMaj zeros(int rows, int columns) {
    DMatrixRMaj matrix = of(rows, columns);
    matrix.zero();
    return matrix;
  }
}
