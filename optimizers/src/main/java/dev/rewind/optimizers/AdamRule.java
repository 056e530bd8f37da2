package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The equation of {@link Adam}, which is written there. */
record AdamRule(double beta1, double beta2, double epsilon, boolean amsgrad) implements UpdateRule {
  private static final Slot M = Slot.zeros("momentum");
  private static final Slot V = Slot.zeros("velocity");
  private static final Slot V_HAT = Slot.zeros("velocity_hat");

  @Override
  public List<List<Slot>> slots() {
    return amsgrad ? List.of(List.of(M, V), List.of(V_HAT)) : List.of(List.of(M, V));
  }

  @Override
  public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
    DMatrixRMaj m = step.slot(M);
    DMatrixRMaj v = step.slot(V);
    double correction = Math.sqrt(1 - step.power(beta2)) / (1 - step.power(beta1));
    kernels.average(beta1, g, m);
    kernels.averageSquares(beta2, g, v);
    kernels.addOverRoot(
        -step.learningRate() * correction, m, amsgrad ? largest(kernels, v, step) : v, epsilon, w);
  }

  private static DMatrixRMaj largest(Kernels kernels, DMatrixRMaj v, UpdateStep step) {
    DMatrixRMaj largest = step.slot(V_HAT);
    kernels.combine(Math::max, largest, v, largest);
    return largest;
  }
}
