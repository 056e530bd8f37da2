package dev.rewind.optimizers;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import org.ejml.data.DMatrixRMaj;

/** What an optimizer has once for all parameters: shared slots, and the update that goes on. */
final class SharedState implements SharedStep {
  private final UpdateRule rule;
  private final Kernels kernels;
  private final Slots slots;
  // As large as the largest parameter that has asked for it, so that a step allocates nothing.
  private final DMatrixRMaj scratch = new DMatrixRMaj(0, 0);

  private double learningRate;
  private long number;
  // Of the present update. Rules have two rates at most; a third would be computed each time.
  private final double[] bases = new double[2];
  private final double[] powers = new double[2];
  private int knownPowers;

  SharedState(UpdateRule rule, Kernels kernels) {
    this.rule = rule;
    this.kernels = kernels;
    this.slots = new Slots(rule, "shared()");
    rule.shared().forEach(slot -> slots.add(slot, Shape.SCALAR));
  }

  UpdateRule rule() {
    return rule;
  }

  Kernels kernels() {
    return kernels;
  }

  void begin(double newLearningRate, long newNumber) {
    learningRate = newLearningRate;
    number = newNumber;
    knownPowers = 0;
    rule.begin(kernels, this);
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public double power(double base) {
    for (int i = 0; i < knownPowers; i++) {
      if (bases[i] == base) {
        return powers[i];
      }
    }
    double power = StrictMath.pow(base, (double) number);
    if (knownPowers < bases.length) {
      bases[knownPowers] = base;
      powers[knownPowers++] = power;
    }
    return power;
  }

  @Override
  public DMatrixRMaj shared(Slot slot) {
    return slots.get(slot);
  }

  DMatrixRMaj scratch(Shape shape) {
    scratch.reshape(shape.rows(), shape.columns());
    scratch.zero();
    return scratch;
  }
}
