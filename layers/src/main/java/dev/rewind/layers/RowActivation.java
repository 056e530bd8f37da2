package dev.rewind.layers;

import dev.rewind.core.kernels.ElementFunction;
import dev.rewind.core.kernels.ElementFunction.Standard;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;

/** An activation of a row in place, without a tape. */
@FunctionalInterface
interface RowActivation {

  /** Replaces all numbers of a matrix of one row. */
  void apply(DMatrixRMaj row);

  /** That of any activation but those of one's own that are made of ops. */
  static Optional<RowActivation> of(Activation activation, Kernels kernels) {
    if (activation.equals(Activations.LINEAR)) {
      return Optional.of(row -> {});
    }
    if (activation.function() == Activations.SOFTMAX.function()) {
      return Optional.of(row -> kernels.softmaxRows(row, row));
    }
    if (activation.function() == Activations.LOG_SOFTMAX.function()) {
      return Optional.of(row -> kernels.logSoftmaxRows(row, row));
    }
    if (activation.function() == Activations.SPARSEMAX.function()) {
      return Optional.of(row -> kernels.sparsemaxRows(row, row));
    }
    return activation.elementwise().map(op -> of(op.function(), kernels));
  }

  private static RowActivation of(ElementFunction function, Kernels kernels) {
    if (function == Standard.TANH) {
      return row -> kernels.tanh(row, row);
    }
    if (function == Standard.SIGMOID) {
      return row -> kernels.sigmoid(row, row);
    }
    DoubleUnaryOperator f = function::value;
    return row -> kernels.map(f, row, row);
  }
}
